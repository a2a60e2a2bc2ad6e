package dev.sluice.gateway;

import dev.sluice.gateway.config.ConfigLoader;
import dev.sluice.gateway.config.ConfigReading;
import dev.sluice.gateway.config.GatewayConfig;
import dev.sluice.gateway.provider.ProviderFactories;
import dev.sluice.gateway.provider.ProviderPlan;
import dev.sluice.tokenstore.DotEnvFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** A running gateway. Several may run in one process, each with a home folder of its own. */
public final class Gateway implements AutoCloseable {
    private final HttpServer server;
    private final Closing closing;

    private Gateway(HttpServer server, Closing closing) {
        this.server = server;
        this.closing = closing;
    }

    /**
     * Reads the configuration of a home folder and starts a gateway. Blocks until it listens.
     *
     * @param home the folder of {@code .env}, {@code .cache}, {@code providers} and {@code application.yaml};
     *     made if it is missing
     * @param environment what counts as the environment
     * @param console takes what people are to see: a line for each request, and what providers announce
     * @return to be closed in the end
     * @throws RuntimeException with a message of one line that says what is wrong, if it cannot start
     */
    public static Gateway start(Path home, Map<String, String> environment, Consumer<String> console) {
        return start(configuration(home, environment), environment, console);
    }

    /** Reads the configuration. */
    static ConfigReading configuration(Path home, Map<String, String> environment) {
        try {
            Files.createDirectories(home);
        } catch (IOException e) {
            throw new GatewayStartException(
                    "its home folder " + home + " cannot be made (" + e.getMessage()
                            + "): check who owns the folder above it, or choose another by SLUICE_HOME",
                    e);
        }
        return ConfigLoader.read(
                home,
                environment,
                new DotEnvFile(home.resolve(".env")).current().values());
    }

    /** Starts what was read, once nobody finds a mistake in it. */
    static Gateway start(ConfigReading reading, Map<String, String> environment, Consumer<String> console) {
        ProviderFactories factories =
                ProviderFactories.load(reading.config().home().resolve("providers"));
        ProviderPlan plan = factories.plan(reading.config().values());
        GatewayConfig config = reading.with(plan.mistakes()).checked();
        Closing closing = new Closing();
        boolean started = false;
        try {
            Assembly assembly = new Assembly(config, plan, environment, console, closing);
            HttpServer server = assembly.server();
            server.start();
            started = true;
            return new Gateway(server, closing);
        } finally {
            if (!started) {
                closing.close();
            }
        }
    }

    /**
     * Returns the port that the gateway listens on.
     *
     * @return the one it took if it was configured to take any
     */
    public int port() {
        return server.port();
    }

    /**
     * Returns the address that programs on this machine reach the gateway by.
     *
     * @return without a path
     */
    public String url() {
        return server.url();
    }

    /**
     * Stops in good order: takes no new work, waits for running requests for as long as is configured, cuts
     * the others, and closes the providers. Another thread that calls it meanwhile waits as well.
     */
    @Override
    public void close() {
        closing.close();
    }
}
