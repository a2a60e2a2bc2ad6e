package dev.sluice.gateway.http;

import java.util.Set;
import java.util.function.Consumer;

/**
 * Writes one line a request, and nothing of its content. Probes and scrapes that went well get none: they would drown
 * the rest.
 */
public final class AccessLog {
    static final Set<String> PROBES = Set.of("/health", "/ready", "/metrics");

    private final boolean json;
    private final Consumer<String> sink;

    private AccessLog(boolean json, Consumer<String> sink) {
        this.json = json;
        this.sink = sink;
    }

    /**
     * Makes a log of lines for people: {@code name=value} separated by spaces.
     *
     * @param sink takes each line, without line break; called by many threads
     * @return the log
     */
    public static AccessLog text(Consumer<String> sink) {
        return new AccessLog(false, sink);
    }

    /**
     * Makes a log of JSON objects, one a line.
     *
     * @param sink takes each line, without line break; called by many threads
     * @return the log
     */
    public static AccessLog json(Consumer<String> sink) {
        return new AccessLog(true, sink);
    }

    void write(Exchange exchange) {
        if (exchange.status() < 400 && PROBES.contains(exchange.path())) {
            return;
        }
        LogLine line = json ? new JsonLogLine() : new TextLogLine();
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
        line.put("error", exchange.errorType());
        line.put("ending", exchange.ending().label());
        sink.accept(line.finish());
    }
}
