package dev.sluice.gateway.limits;

import java.util.List;

/** One request's share of the rate limits of a client key or a provider. For use by one thread. */
public interface Admission extends AutoCloseable {
    Admission UNLIMITED = new Admission() {
        @Override
        public void request() {
            // Not limited.
        }

        @Override
        public void stream() {
            // Not limited.
        }

        @Override
        public void charge(long tokens) {
            // Not limited.
        }

        @Override
        public List<LimitReading> readings() {
            return List.of();
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    };

    /** Counts the request, or throws {@code RATE_LIMITED} without counting it. */
    void request();

    /** Counts the request's stream until it is closed, or throws {@code RATE_LIMITED}. */
    void stream();

    /** Counts the tokens of a request and its reply. */
    void charge(long tokens);

    /** Returns a reading for each limit that applies: as of the last request, or of the first call if there was none. */
    List<LimitReading> readings();

    /** Ends the request, whatever its outcome. May be called again. */
    @Override
    void close();
}
