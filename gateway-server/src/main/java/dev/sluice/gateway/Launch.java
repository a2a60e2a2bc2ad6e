package dev.sluice.gateway;

import dev.sluice.gateway.config.ConfigReading;
import dev.sluice.gateway.config.GatewayConfig.LogConfig;
import dev.sluice.gateway.config.InvalidConfigException;
import dev.sluice.gateway.config.LogFormat;
import dev.sluice.gateway.config.LogLevel;
import dev.sluice.gateway.logging.ConsoleLog;
import dev.sluice.gateway.logging.Logging;
import dev.sluice.gateway.provider.DropIns;
import io.helidon.config.Config;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Starts a gateway for a process of its own, and says on the console how that went. */
final class Launch {
    private static final System.Logger LOGGER = System.getLogger(Launch.class.getName());

    private final Path home;
    private final Map<String, String> environment;
    private final ConsoleLog console;
    private final AtomicBoolean stopping = new AtomicBoolean();

    Launch(Path home, Map<String, String> environment, OutputStream out) {
        this.home = home;
        this.environment = environment;
        this.console = new ConsoleLog(out);
    }

    /** Starts the gateway; returns the process's exit status, and zero while the gateway runs. */
    int run() {
        // What there is to say before the configuration has said how.
        Logging.install(new LogConfig(LogFormat.TEXT, LogLevel.INFO), console);
        try {
            ConfigFiles files = new ConfigFiles(home, environment);
            DropIns dropIns = DropIns.of(home);
            dropIns.begin();
            ConfigReading reading = files.read();
            Config config = reading.config().values().config();
            // Takes about as long as the providers do to be loaded.
            Thread.ofVirtual().name("helidon-services").start(() -> HelidonServices.provide(config));
            Logging.install(reading.config().log(), console);
            Gateway gateway = Gateway.start(files, dropIns, reading, console::line, Logging::change);
            StopSignals.install(() -> stop(gateway));
            console.line("Sluice %s is listening on %s, its home folder is %s, and %s is the address for your tools."
                    .formatted(Version.current(), gateway.url(), home, gateway.url() + "/v1"));
            return 0;
        } catch (InvalidConfigException | GatewayStartException e) {
            LOGGER.log(Level.DEBUG, "the start failed", e);
            console.line("Sluice cannot start: " + e.getMessage());
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.ERROR, "the start failed", e);
            console.line("Sluice cannot start, by a defect of its own or of a JAR beside it: " + e);
        }
        return 1;
    }

    /** Says so first: whoever waits for the end reads how long that may take. */
    private void stop(Gateway gateway) {
        if (stopping.compareAndSet(false, true)) {
            console.line("Sluice is stopping; requests that are running get up to "
                    + Math.ceilDiv(gateway.drainTimeout().toMillis(), 1000) + " seconds.");
        }
        gateway.close();
    }
}
