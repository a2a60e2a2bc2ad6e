package dev.sluice.gateway.limits;

import java.util.List;

/** One request, as a limit sees it. For use by one thread. */
public interface Admission extends AutoCloseable {
    /** Where there is no limit. */
    Admission FREE = new Admission() {
        @Override
        public void request() {
            // As many as come.
        }

        @Override
        public void stream() {
            // As many as come.
        }

        @Override
        public void charge(long tokens) {
            // As many as come.
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

    /**
     * Counts the request.
     *
     * @throws dev.sluice.provider.ProviderException of kind {@code RATE_LIMITED} if there may be none now; it is not
     *     counted then
     */
    void request();

    /**
     * Counts the request's stream, until it is closed.
     *
     * @throws dev.sluice.provider.ProviderException of kind {@code RATE_LIMITED} if there may be no further one
     */
    void stream();

    /**
     * Counts what the request's reply came to.
     *
     * @param tokens read and written
     */
    void charge(long tokens);

    /** Tells what is left. */
    List<LimitReading> readings();

    /** Ends the request, whatever became of it. May be called again. */
    @Override
    void close();
}
