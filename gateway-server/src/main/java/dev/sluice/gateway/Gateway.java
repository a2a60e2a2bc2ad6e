package dev.sluice.gateway;

import dev.sluice.gateway.config.ConfigReading;
import dev.sluice.gateway.config.GatewayConfig.LogConfig;
import dev.sluice.gateway.provider.DropIns;
import dev.sluice.gateway.provider.ProviderFactories;
import dev.sluice.gateway.provider.ProviderPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A running gateway. Several may run in one process, each with a home folder of its own. */
public final class Gateway implements AutoCloseable {
    /** A change is read when it was seen twice, so that it is in effect after two to three of these. */
    private static final Duration WATCH = Duration.ofSeconds(1);

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
        ConfigFiles files = new ConfigFiles(home, environment);
        return start(files, DropIns.of(home), files.read(), console, log -> {});
    }

    /**
     * Starts what was read, once nobody finds an error in it, and follows the files from then on.
     *
     * @param log told when what is to be logged changes
     */
    static Gateway start(
            ConfigFiles files,
            DropIns dropIns,
            ConfigReading reading,
            Consumer<String> console,
            Consumer<LogConfig> log) {
        ProviderFactories factories = dropIns.load();
        ProviderPlan plan = factories.plan(reading.config().values());
        LiveConfig live = new LiveConfig(
                reading.with(plan.errors()).with(files.proxyErrors()).checked());
        files.warnOfFormerNames();
        live.follow(next -> log.accept(next.log()));
        Closing closing = new Closing();
        boolean started = false;
        try {
            Assembly assembly = new Assembly(live, plan, files.environment(), console, closing);
            Reload reload = new Reload(files, dropIns, factories, assembly.providers(), live, assembly.reloadMetrics());
            HttpServer server = assembly.server(reload);
            server.start();
            closing.add(new ChangeWatch(files.whenRead(), files::stamp, WATCH, reload::configurationChanged));
            // What is loaded is looked at as well: it changes by request, too, and is then not what was told last.
            closing.add(new ChangeWatch(
                    List.of(dropIns.loadedStamps(), dropIns.loadedStamps()),
                    () -> List.of(dropIns.loadedStamps(), dropIns.stamps()),
                    WATCH,
                    reload::providersChanged));
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

    Duration drainTimeout() {
        return server.drainTimeout();
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
