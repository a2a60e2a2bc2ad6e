package dev.sluice.gateway.config;

import dev.sluice.provider.Deadlines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything the gateway was told, checked.
 *
 * @param home the folder of {@code .env}, {@code .cache}, {@code providers} and {@code application.yaml}
 * @param server where and how to listen
 * @param allowedOrigins web pages that may call from a browser; {@code *} for all
 * @param keys what clients must present; nothing if every local client is served
 * @param adminKey what administrators must present
 * @param log what is logged, and how
 * @param routing which models answer for which ids
 * @param limits how much may be asked
 * @param resilience how failing providers are treated
 * @param deadlines how long upstreams are waited for
 * @param modelListTimeout how long listing models waits for a provider
 * @param modelListFreshness how old a list of models may be
 * @param values all texts as configured, for the providers' own settings
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

    /** Copies the lists. */
    public GatewayConfig {
        allowedOrigins = List.copyOf(allowedOrigins);
        keys = List.copyOf(keys);
    }

    /**
     * Takes the keys of another one that do not change while the gateway runs.
     *
     * @param running what is in effect
     * @return this one with them
     */
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
    public record LogConfig(LogFormat format, LogLevel level) {}
}
