package dev.sluice.gateway.config;

import dev.sluice.provider.Deadlines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The configuration of a gateway, checked.
 *
 * @param home the folder of {@code .env}, {@code .cache}, {@code providers} and {@code application.yaml}
 * @param allowedOrigins of web pages that may call from a browser; {@code *} for all
 * @param keys one of which clients must present; none if every local client is served
 * @param values everything as configured, for the providers' own settings
 */
public record GatewayConfig(
        Path home,
        ServerConfig server,
        List<String> allowedOrigins,
        List<ClientKey> keys,
        Optional<ClientKey> adminKey,
        LogConfig log,
        RoutingConfig routing,
        LimitsConfig limits,
        ResilienceConfig resilience,
        Deadlines deadlines,
        Duration modelListTimeout,
        Duration modelListFreshness,
        ConfigValues values) {
    static final ConfigSection CORS = new ConfigSection("cors");
    static final ConfigSection DEADLINES = new ConfigSection("deadlines");
    static final ConfigSection MODELS = new ConfigSection("models");

    private static final ConfigKey<List<String>> ALLOWED_ORIGINS = CORS.list(
                    "allowed-origins",
                    Pattern.compile("\\*|null|[a-z][a-z0-9+.-]*://[^/?#\\s]+"),
                    "origins such as https://app.example.com, or *")
            .described("Origins of web pages that may call this server from a browser.");
    private static final ConfigKey<Duration> CONNECT = DEADLINES
            .duration("connect")
            .defaultTo("PT10S")
            .described("Timeout for connecting to an upstream, TLS included.");
    private static final ConfigKey<Duration> FIRST_BYTE = DEADLINES
            .duration("first-byte")
            .defaultTo("PT5M")
            .described("Timeout for the first byte of a model's response.");
    private static final ConfigKey<Duration> IDLE =
            DEADLINES.duration("idle").defaultTo("PT2M").described("Maximum silence within a response that has begun.");
    private static final ConfigKey<Duration> LIST_TIMEOUT = MODELS.duration("list-timeout")
            .defaultTo("PT2S")
            .described("Timeout for listing a provider's models, after which the last known list is served.");
    private static final ConfigKey<Duration> LIST_FRESHNESS = MODELS.duration("list-freshness")
            .defaultTo("PT5M")
            .described("Maximum age of a list of models before it is fetched again.");

    /** Copies the lists. */
    public GatewayConfig {
        allowedOrigins = List.copyOf(allowedOrigins);
        keys = List.copyOf(keys);
    }

    static GatewayConfig read(Path home, ConfigReader reader) {
        List<ClientKey> keys = SecurityReader.clientKeys(reader);
        return new GatewayConfig(
                home,
                ServerConfig.read(home, reader),
                reader.read(ALLOWED_ORIGINS),
                keys,
                SecurityReader.adminKey(keys, reader),
                LogConfig.read(reader),
                RoutingReader.read(reader),
                LimitsReader.read(keys, reader),
                ResilienceConfig.read(reader),
                new Deadlines(reader.read(CONNECT), reader.read(FIRST_BYTE), reader.read(IDLE)),
                reader.read(LIST_TIMEOUT),
                reader.read(LIST_FRESHNESS),
                reader.values());
    }

    /** Returns this one with the keys of a running one that do not change while the gateway runs. */
    GatewayConfig listeningAs(GatewayConfig running) {
        return new GatewayConfig(
                home,
                server.listeningAs(running.server),
                allowedOrigins,
                keys,
                adminKey,
                log,
                routing,
                limits,
                resilience,
                deadlines,
                modelListTimeout,
                modelListFreshness,
                values);
    }

    /** Says where the configuration is, for it has secrets among its values. */
    @Override
    public String toString() {
        return "GatewayConfig[" + home + "]";
    }

    /**
     * What is logged, and how.
     *
     * @param format text or JSON
     * @param level the least that is logged
     */
    public record LogConfig(LogFormat format, LogLevel level) {
        static final ConfigSection SECTION = new ConfigSection("log");

        private static final ConfigKey<LogFormat> FORMAT = SECTION.choice("format", LogFormat.class)
                .environment("LOG_FORMAT")
                .defaultTo("text")
                .described("Format of log lines.");
        private static final ConfigKey<LogLevel> LEVEL = SECTION.choice("level", LogLevel.class)
                .environment("LOG_LEVEL")
                .defaultTo("info")
                .described("Minimum level that is logged; `info` includes a line for every request.");

        static LogConfig read(ConfigReader reader) {
            return new LogConfig(reader.read(FORMAT), reader.read(LEVEL));
        }
    }
}
