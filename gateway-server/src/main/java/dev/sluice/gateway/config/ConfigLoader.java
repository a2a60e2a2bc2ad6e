package dev.sluice.gateway.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads and checks the configuration. */
public final class ConfigLoader {
    private ConfigLoader() {}

    /**
     * Reads the configuration of a home folder, with every error in it. The environment takes precedence over {@code
     * .env}.
     */
    public static ConfigReading read(Path home, Map<String, String> environment, Map<String, String> dotEnv) {
        FileSource file = new FileSource();
        List<ConfigError> unreadable = List.of();
        try {
            file = FileSource.read(home.resolve(FileSource.NAME));
        } catch (IOException e) {
            unreadable = List.of(new ConfigError(FileSource.NAME, String.valueOf(e.getMessage())));
        }
        ConfigReader reader = new ConfigReader(new ConfigValues(environment, dotEnv, file));
        GatewayConfig config = GatewayConfig.read(home, reader);
        if (unreadable.isEmpty()) {
            // What depends on several keys cannot be judged without those of the file.
            UnknownKeys.report(reader);
            config.resilience().check(reader);
            boolean open = reader.read(SecurityReader.OPEN);
            config.server().check(open || !config.keys().isEmpty(), reader);
        }
        return new ConfigReading(config, unreadable).with(reader.errors());
    }

    /** Reads the configuration anew for a gateway that runs. Keys that cannot change meanwhile stay as they are. */
    public static ConfigReading reread(
            GatewayConfig running, Map<String, String> environment, Map<String, String> dotEnv) {
        ConfigReading reading = read(running.home(), environment, dotEnv);
        ConfigReading effective = new ConfigReading(reading.config().listeningAs(running), reading.errors());
        return reading.errors().isEmpty() ? effective.with(opening(effective.config(), running)) : effective;
    }

    /**
     * Refuses to let everybody in all of a sudden: a file that has lost its keys is rather one that was cut
     * off, or is not there for a moment, than what its owner wants.
     */
    private static List<ConfigError> opening(GatewayConfig next, GatewayConfig running) {
        boolean locked = !running.keys().isEmpty() || !running.server().onLoopback();
        if (!locked || !next.keys().isEmpty() || SecurityReader.OPEN.in(next.values())) {
            return List.of();
        }
        String key = SecurityReader.KEYS.name();
        return List.of(new ConfigError(
                key,
                key + ": the last key is gone, and a gateway that runs is not opened to everybody by"
                        + " that; restart it if this is meant, or set security.open to true"));
    }
}
