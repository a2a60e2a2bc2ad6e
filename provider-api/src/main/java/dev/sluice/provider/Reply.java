package dev.sluice.provider;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A successful answer of an upstream: one body, or a stream of events. An unsuccessful one is a
 * {@link ProviderException}.
 */
@Stable(since = "1.0")
public sealed interface Reply extends AutoCloseable {

    /**
     * Returns the upstream's headers that say something to the caller, such as quotas left.
     *
     * @return without hop-by-hop headers, lengths, cookies and credentials
     */
    Headers headers();

    /** Lets go of the upstream's connection. May be called from any thread, more than once. */
    @Override
    void close();

    /** A whole reply. */
    final class Complete implements Reply {
        private final Headers headers;
        private final byte[] body;
        private final @Nullable TokenUsage usage;

        private Complete(Headers headers, byte[] body, @Nullable TokenUsage usage) {
            this.headers = headers;
            this.body = body;
            this.usage = usage;
        }

        /**
         * Creates a reply without token usage.
         *
         * @param headers see {@link Reply#headers()}
         * @param body the dialect's JSON; not copied
         * @return the reply
         */
        public static Complete of(Headers headers, byte[] body) {
            return new Complete(headers, body, null);
        }

        /**
         * Creates a reply.
         *
         * @param headers see {@link Reply#headers()}
         * @param body the dialect's JSON; not copied
         * @param usage its token usage
         * @return the reply
         */
        public static Complete of(Headers headers, byte[] body, TokenUsage usage) {
            return new Complete(headers, body, usage);
        }

        @Override
        public Headers headers() {
            return headers;
        }

        /**
         * Returns the body.
         *
         * @return the dialect's JSON; shared, not to be changed
         */
        public byte[] body() {
            return body;
        }

        /**
         * Returns its token usage.
         *
         * @return nothing if the upstream did not say
         */
        public Optional<TokenUsage> usage() {
            return Optional.ofNullable(usage);
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    /**
     * A reply that is still being written.
     *
     * @param headers see {@link #headers()}
     * @param events what is to come
     */
    record Streaming(Headers headers, EventStream events) implements Reply {
        @Override
        public void close() {
            events.close();
        }
    }
}
