package dev.sluice.gateway.logging;

import dev.sluice.gateway.config.GatewayConfig.LogConfig;
import dev.sluice.gateway.config.LogFormat;
import dev.sluice.gateway.config.LogLevel;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Sets the process's log up, which is where every {@link System.Logger} writes to. */
public final class Logging {
    /** Strongly referenced, because a collected logger loses its level. */
    private static final List<Logger> CONFIGURED =
            List.of(Logger.getLogger(""), Logger.getLogger("dev.sluice"), Logger.getLogger("io.helidon"));

    private Logging() {}

    /** Replaces all that was set up before. */
    public static void install(LogConfig config, ConsoleLog console) {
        LogManager.getLogManager().reset();
        setLevels(config);
        CONFIGURED.get(0).addHandler(new LineHandler(console, formatter(config)));
    }

    /** Changes what {@link #install} has set up, without losing a line meanwhile. */
    public static void change(LogConfig config) {
        setLevels(config);
        for (Handler handler : CONFIGURED.get(0).getHandlers()) {
            if (handler instanceof LineHandler) {
                handler.setFormatter(formatter(config));
            }
        }
    }

    private static void setLevels(LogConfig config) {
        Level level = level(config.level());
        // Libraries log too much at INFO.
        Level others = level.intValue() < Level.WARNING.intValue() ? Level.WARNING : level;
        CONFIGURED.get(0).setLevel(others);
        CONFIGURED.get(1).setLevel(level);
        CONFIGURED.get(2).setLevel(others);
    }

    private static Formatter formatter(LogConfig config) {
        return config.format() == LogFormat.JSON ? new JsonLines() : new TextLines();
    }

    private static Level level(LogLevel level) {
        return switch (level) {
            case ERROR -> Level.SEVERE;
            case WARN -> Level.WARNING;
            case INFO -> Level.INFO;
            case DEBUG -> Level.FINE;
        };
    }
}
