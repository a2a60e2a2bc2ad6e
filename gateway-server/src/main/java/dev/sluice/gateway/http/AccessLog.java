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
 * Writes one line a request, and nothing of its content. Probes and scrapes that went well get none: they would drown
 * the rest.
 */
public final class AccessLog implements AutoCloseable {
    static final Set<String> PROBES = Set.of("/health", "/ready", "/metrics");

    private static final Duration LAST_LINES = Duration.ofSeconds(2);
    private static final long PAUSE_NANOS = Duration.ofMillis(2).toNanos();

    private final Supplier<LogConfig> config;
    private final Consumer<String> sink;
    private final LongAdder unwritten = new LongAdder();

    /**
     * Makes a log: JSON objects, or {@code name=value} separated by spaces for people.
     *
     * @param config what is logged, and how; asked for every line
     * @param sink takes each line, without line break; called by many threads
     */
    public AccessLog(Supplier<LogConfig> config, Consumer<String> sink) {
        this.config = config;
        this.sink = sink;
    }

    /** Counts a request whose line is to come. */
    void begun() {
        unwritten.increment();
    }

    void write(Exchange exchange) {
        try {
            writeLine(exchange);
        } finally {
            unwritten.decrement();
        }
    }

    private void writeLine(Exchange exchange) {
        LogConfig now = config.get();
        if (now.level() == LogLevel.ERROR || now.level() == LogLevel.WARN) {
            return;
        }
        if (exchange.status() < 400 && PROBES.contains(exchange.path())) {
            return;
        }
        LogLine line = now.format() == LogFormat.JSON ? new JsonLogLine() : new TextLogLine();
        line.put("time", exchange.startedAt().toString());
        line.put("id", exchange.id());
        line.put("key", exchange.keyName());
        line.put("method", exchange.method());
        line.put("path", exchange.path());
        line.put("provider", exchange.provider());
        line.put("model", exchange.model());
        line.put("status", exchange.status());
        line.put("bytes_in", exchange.body().received());
        line.put("bytes_out", exchange.bytesOut());
        if (exchange.usage() != null) {
            line.put("tokens_in", exchange.usage().input());
            line.put("tokens_out", exchange.usage().output());
        }
        if (exchange.firstByteNanos() > 0) {
            line.put("first_byte_ms", exchange.firstByteNanos() / 1_000_000);
        }
        line.put("duration_ms", exchange.elapsedNanos() / 1_000_000);
        line.put("attempts", exchange.attempts());
        line.put("tried", exchange.tried());
        line.put("error", exchange.errorType());
        line.put("ending", exchange.ending().label());
        sink.accept(line.finish());
    }

    /** Waits a moment for the lines of requests that were cut short: the process may end right after. */
    @Override
    public void close() {
        long end = System.nanoTime() + LAST_LINES.toNanos();
        while (unwritten.sum() > 0 && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
    }
}
