package dev.sluice.gateway.logging;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** Parts of a record that both formats share. */
final class Records {
    private Records() {}

    static String level(LogRecord record) {
        int level = record.getLevel().intValue();
        if (level >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (level >= Level.WARNING.intValue()) {
            return "WARN";
        }
        return level >= Level.INFO.intValue() ? "INFO" : "DEBUG";
    }

    static Optional<String> stackTrace(LogRecord record) {
        Throwable thrown = record.getThrown();
        if (thrown == null) {
            return Optional.empty();
        }
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return Optional.of(trace.toString().stripTrailing());
    }
}
