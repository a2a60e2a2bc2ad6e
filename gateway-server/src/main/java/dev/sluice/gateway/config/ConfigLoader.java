package dev.sluice.gateway.config;

import dev.sluice.gateway.config.GatewayConfig.LogConfig;
import dev.sluice.provider.Deadlines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads and checks the configuration. */
public final class ConfigLoader {
    private ConfigLoader() {}

    /**
     * Reads the configuration of a home folder.
     *
     * @param home the folder of {@code application.yaml}
     * @param environment the process's environment, which counts most
     * @param dotEnv what {@code .env} says
     * @return the configuration, and every mistake in it
     */
    public static ConfigReading read(Path home, Map<String, String> environment, Map<String, String> dotEnv) {
        Map<String, String> file = Map.of();
        List<ConfigMistake> unreadable = List.of();
        try {
            file = YamlFile.read(home.resolve(LayeredValues.FILE));
        } catch (IOException e) {
            unreadable = List.of(new ConfigMistake(LayeredValues.FILE, String.valueOf(e.getMessage())));
        }
        LayeredValues values = new LayeredValues(environment, dotEnv, file);
        ConfigReader reader = new ConfigReader(values);
        GatewayConfig config = read(home, values, reader);
        if (unreadable.isEmpty()) {
            // What depends on several keys cannot be judged without those of the file.
            UnknownKeys.report(values, reader);
            checkDelays(config.resilience().retry(), reader);
            checkExposure(config, reader);
        }
        return new ConfigReading(config, unreadable).with(reader.mistakes());
    }

    private static GatewayConfig read(Path home, LayeredValues values, ConfigReader reader) {
        return new GatewayConfig(
                home,
                server(reader),
                reader.read(ConfigKeys.ALLOWED_ORIGINS),
                ClientKeys.read(values, reader),
                new LogConfig(reader.read(ConfigKeys.LOG_FORMAT), reader.read(ConfigKeys.LOG_LEVEL)),
                reader.read(ConfigKeys.PROVIDER_ORDER),
                resilience(reader),
                new Deadlines(
                        reader.read(ConfigKeys.CONNECT),
                        reader.read(ConfigKeys.FIRST_BYTE),
                        reader.read(ConfigKeys.IDLE)),
                reader.read(ConfigKeys.LIST_TIMEOUT),
                reader.read(ConfigKeys.LIST_FRESHNESS),
                values);
    }

    private static ServerConfig server(ConfigReader reader) {
        ClientTimeouts timeouts = new ClientTimeouts(
                reader.read(ConfigKeys.IDLE_TIMEOUT),
                reader.read(ConfigKeys.HEADER_TIMEOUT),
                reader.read(ConfigKeys.BODY_TIMEOUT),
                reader.read(ConfigKeys.WRITE_TIMEOUT));
        List<String> allowedHosts = reader.read(ConfigKeys.ALLOWED_HOSTS).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        return new ServerConfig(
                reader.read(ConfigKeys.HOST),
                reader.read(ConfigKeys.PORT),
                allowedHosts,
                reader.read(ConfigKeys.MAX_REQUEST_SIZE),
                reader.read(ConfigKeys.MAX_CONNECTIONS),
                timeouts,
                reader.read(ConfigKeys.DRAIN_TIMEOUT));
    }

    private static ResilienceConfig resilience(ConfigReader reader) {
        ResilienceConfig.Retry retry = new ResilienceConfig.Retry(
                reader.read(ConfigKeys.ATTEMPTS),
                reader.read(ConfigKeys.RETRY_DELAY),
                reader.read(ConfigKeys.LONGEST_DELAY),
                reader.read(ConfigKeys.LONGEST_RETRY_AFTER),
                reader.read(ConfigKeys.RETRY_WITHIN),
                reader.read(ConfigKeys.RETRY_BUDGET));
        return new ResilienceConfig(
                retry,
                new ResilienceConfig.Breaker(
                        reader.read(ConfigKeys.BREAKER_VOLUME),
                        reader.read(ConfigKeys.BREAKER_ERRORS),
                        reader.read(ConfigKeys.BREAKER_DELAY)),
                reader.read(ConfigKeys.CONCURRENCY));
    }

    private static void checkDelays(ResilienceConfig.Retry retry, ConfigReader reader) {
        if (retry.longestDelay().compareTo(retry.delay()) < 0) {
            reader.mistake(
                    ConfigKeys.LONGEST_DELAY.name(),
                    retry.longestDelay().toString(),
                    "expected no less than " + ConfigKeys.RETRY_DELAY.name() + ", which is " + retry.delay());
        }
    }

    /** Refuses to serve a network without asking for a key. */
    private static void checkExposure(GatewayConfig config, ConfigReader reader) {
        String host = config.server().host();
        boolean open = reader.read(ConfigKeys.OPEN);
        try {
            if (!InetAddress.getByName(host).isLoopbackAddress()
                    && config.keys().isEmpty()
                    && !open) {
                reader.mistake(
                        ConfigKeys.HOST.name(),
                        host,
                        "beyond this machine clients must present a key: set security.keys or PROXY_SERVER_KEY, or"
                                + " listen on 127.0.0.1, or set security.open to true if something else protects"
                                + " this address");
            }
        } catch (UnknownHostException e) {
            reader.mistake(ConfigKeys.HOST.name(), host, "expected " + ConfigKeys.HOST.expected());
        }
    }
}
