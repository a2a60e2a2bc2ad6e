package dev.sluice.gateway.http;

import dev.sluice.gateway.config.GatewayConfig.LogConfig;
import dev.sluice.gateway.config.LogFormat;
import dev.sluice.gateway.config.LogLevel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Writes one line per request, without its content. Successful probes and scrapes are not logged: they would drown the
 * rest.
 */
public final class AccessLog implements AutoCloseable {
    static final Set<String> PROBES = Set.of("/health", "/ready", "/metrics");

    private static final Duration LAST_LINES = Duration.ofSeconds(2);
    private static final long PAUSE_NANOS = Duration.ofMillis(2).toNanos();

    private final Supplier<LogConfig> config;
    private final Consumer<String> sink;
    private final LongAdder unwritten = new LongAdder();

    /** {@code config} is read for every line; {@code sink} takes each line without a line break, from many threads. */
    public AccessLog(Supplier<LogConfig> config, Consumer<String> sink) {
        this.config = config;
        this.sink = sink;
    }

    /** Counts a request whose line is still to be written. */
    void started() {
        unwritten.increment();
    }

    void write(RequestContext context) {
        try {
            writeLine(context);
        } finally {
            unwritten.decrement();
        }
    }

    private void writeLine(RequestContext context) {
        LogConfig now = config.get();
        if (now.level() == LogLevel.ERROR || now.level() == LogLevel.WARN) {
            return;
        }
        if (context.status() < 400 && PROBES.contains(context.path())) {
            return;
        }
        LogLine line = now.format() == LogFormat.JSON ? new JsonLogLine() : new TextLogLine();
        line.put("time", context.startedAt().toString());
        line.put("id", context.id());
        line.put("key", context.keyName());
        line.put("method", context.method());
        line.put("path", context.path());
        line.put("provider", context.provider());
        line.put("model", context.model());
        line.put("status", context.status());
        line.put("bytes_in", context.body().received());
        line.put("bytes_out", context.bytesOut());
        if (context.usage() != null) {
            line.put("tokens_in", context.usage().input());
            line.put("tokens_out", context.usage().output());
        }
        if (context.firstByteNanos() > 0) {
            line.put("first_byte_ms", context.firstByteNanos() / 1_000_000);
        }
        line.put("duration_ms", context.elapsedNanos() / 1_000_000);
        line.put("attempts", context.attempts());
        line.put("tried", context.tried());
        line.put("error", context.errorType());
        line.put("ending", context.outcome().label());
        sink.accept(line.finish());
    }

    /** Waits briefly for the lines of aborted requests: the process may end right after. */
    @Override
    public void close() {
        long end = System.nanoTime() + LAST_LINES.toNanos();
        while (unwritten.sum() > 0 && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
    }
}
