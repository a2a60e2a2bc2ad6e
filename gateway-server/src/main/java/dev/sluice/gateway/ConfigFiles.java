package dev.sluice.gateway;

import dev.sluice.gateway.config.ConfigError;
import dev.sluice.gateway.config.ConfigLoader;
import dev.sluice.gateway.config.ConfigReading;
import dev.sluice.gateway.config.FormerNames;
import dev.sluice.gateway.config.GatewayConfig;
import dev.sluice.tokenstore.DotEnvFile;
import dev.sluice.upstream.EnvironmentProxies;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where the configuration is read from. */
final class ConfigFiles {
    private static final System.Logger LOGGER = System.getLogger(ConfigFiles.class.getName());

    private final Path home;
    private final Map<String, String> environment;
    private final DotEnvFile dotEnv;
    private List<String> whenRead = List.of();

    /** Makes the home folder if it is missing. */
    ConfigFiles(Path home, Map<String, String> environment) {
        try {
            Files.createDirectories(home);
        } catch (IOException e) {
            throw new GatewayStartException(
                    "its home folder " + home + " cannot be made (" + e.getMessage()
                            + "): check who owns the folder above it, or choose another by SLUICE_HOME",
                    e);
        }
        this.home = home;
        this.environment = Map.copyOf(environment);
        this.dotEnv = new DotEnvFile(home.resolve(".env"));
    }

    Map<String, String> environment() {
        return environment;
    }

    /** Reads everything for a start. */
    ConfigReading read() {
        whenRead = stamp();
        return ConfigLoader.read(home, environment, dotEnv.current().values());
    }

    /** Says what is wrong with the proxies that the environment names. */
    List<ConfigError> proxyErrors() {
        try {
            EnvironmentProxies.of(environment);
            return List.of();
        } catch (IllegalArgumentException e) {
            return List.of(new ConfigError("HTTPS_PROXY", String.valueOf(e.getMessage())));
        }
    }

    /** Says in one line which settings of an earlier gateway are without effect. */
    void warnOfFormerNames() {
        List<String> idle = FormerNames.withoutEffect(
                environment.keySet(), dotEnv.current().values().keySet());
        if (!idle.isEmpty()) {
            LOGGER.log(
                    Level.WARNING,
                    () -> "set, and without effect: " + String.join(", ", idle)
                            + "; Sluice has limits of its own, under limits and resilience in application.yaml");
        }
    }

    /** Reads everything for a gateway that runs. */
    ConfigReading reread(GatewayConfig running) {
        return ConfigLoader.reread(running, environment, dotEnv.current().values());
    }

    /** Returns the stamp that the files had before they were read for the start. */
    List<String> whenRead() {
        return whenRead;
    }

    /** Tells one state of the files from another without reading them. */
    List<String> stamp() {
        return Stream.of("application.yaml", ".env")
                .map(name -> stamp(home.resolve(name)))
                .toList();
    }

    private static String stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
        } catch (IOException e) {
            return e.getClass().getName();
        }
    }
}
