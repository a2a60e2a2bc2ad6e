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
        YamlNode file = YamlNode.nothing();
        List<ConfigMistake> unreadable = List.of();
        try {
            file = YamlFile.read(home.resolve(LayeredValues.FILE));
        } catch (IOException e) {
            unreadable = List.of(new ConfigMistake(LayeredValues.FILE, String.valueOf(e.getMessage())));
        }
        LayeredValues values = new LayeredValues(environment, dotEnv, file);
        ConfigReader reader = new ConfigReader(values);
        GatewayConfig config = read(home, file, values, reader);
        if (unreadable.isEmpty()) {
            // What depends on several keys cannot be judged without those of the file.
            UnknownKeys.report(values, reader);
            checkDelays(config.resilience().retry(), reader);
            checkExposure(config, reader);
        }
        return new ConfigReading(config, unreadable).with(reader.mistakes());
    }

    /**
     * Reads the configuration anew for a gateway that runs. Keys that cannot change meanwhile stay as they are.
     *
     * @param running the configuration in effect
     * @param environment as {@link #read}
     * @param dotEnv as {@link #read}
     * @return what is to be in effect, and every mistake in it
     */
    public static ConfigReading reread(
            GatewayConfig running, Map<String, String> environment, Map<String, String> dotEnv) {
        ConfigReading reading = read(running.home(), environment, dotEnv);
        ConfigReading effective = new ConfigReading(reading.config().listeningAs(running), reading.mistakes());
        return reading.mistakes().isEmpty() ? effective.with(opening(effective.config(), running)) : effective;
    }

    /**
     * Refuses to let everybody in all of a sudden: a file that has lost its keys is rather one that was cut
     * off, or is not there for a moment, than what its owner wants.
     */
    private static List<ConfigMistake> opening(GatewayConfig next, GatewayConfig running) {
        boolean locked = !running.keys().isEmpty() || !running.server().onLoopback();
        if (!locked || !next.keys().isEmpty() || ConfigKeys.OPEN.in(next.values())) {
            return List.of();
        }
        return List.of(new ConfigMistake(
                ConfigKeys.KEYS.name(),
                ConfigKeys.KEYS.name() + ": the last key is gone, and a gateway that runs is not opened to everybody by"
                        + " that; restart it if this is meant, or set security.open to true"));
    }

    private static GatewayConfig read(Path home, YamlNode file, LayeredValues values, ConfigReader reader) {
        List<ClientKey> keys = ClientKeys.read(values, reader);
        return new GatewayConfig(
                home,
                server(home, reader),
                reader.read(ConfigKeys.ALLOWED_ORIGINS),
                keys,
                AdminKey.read(values, keys, reader),
                new LogConfig(reader.read(ConfigKeys.LOG_FORMAT), reader.read(ConfigKeys.LOG_LEVEL)),
                RoutingReader.read(file, reader),
                LimitsReader.read(file, keys, reader),
                resilience(reader),
                new Deadlines(
                        reader.read(ConfigKeys.CONNECT),
                        reader.read(ConfigKeys.FIRST_BYTE),
                        reader.read(ConfigKeys.IDLE)),
                reader.read(ConfigKeys.LIST_TIMEOUT),
                reader.read(ConfigKeys.LIST_FRESHNESS),
                values);
    }

    private static ServerConfig server(Path home, ConfigReader reader) {
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
                reader.read(ConfigKeys.DRAIN_TIMEOUT),
                TlsReader.read(home, reader));
    }

    private static ResilienceConfig resilience(ConfigReader reader) {
        ResilienceConfig.Retry retry = new ResilienceConfig.Retry(
                reader.read(ConfigKeys.ATTEMPTS),
                reader.read(ConfigKeys.RETRY_DELAY),
                reader.read(ConfigKeys.LONGEST_DELAY),
                reader.read(ConfigKeys.LONGEST_RETRY_AFTER),
                reader.read(ConfigKeys.LONGEST_RATE_LIMIT),
                reader.read(ConfigKeys.RETRY_WITHIN),
                reader.read(ConfigKeys.RETRY_BUDGET));
        return new ResilienceConfig(
                retry,
                new ResilienceConfig.Breaker(
                        reader.read(ConfigKeys.BREAKER_VOLUME),
                        reader.read(ConfigKeys.BREAKER_ERRORS),
                        reader.read(ConfigKeys.BREAKER_DELAY)),
                new ResilienceConfig.Bulkhead(
                        reader.read(ConfigKeys.CONCURRENCY),
                        reader.read(ConfigKeys.QUEUE),
                        reader.read(ConfigKeys.QUEUE_TIMEOUT)));
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
