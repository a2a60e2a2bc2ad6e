package dev.sluice.provider;

import java.io.Serial;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The failure of a provider; the only exception that it throws.
 *
 * <p>The message is shown to the client and logged: it says what was attempted, what came back and
 * what to do, and holds no secret and no whole body.
 */
@Stable(since = "1.0")
public final class ProviderException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;
    private final @Nullable String code;
    private final @Nullable String parameter;
    private final int upstreamStatus;
    private final @Nullable String upstreamRequestId;
    private final @Nullable Duration retryAfter;

    /**
     * Makes a failure of which nothing more is known.
     *
     * @param kind what went wrong
     * @param message what the caller reads
     */
    public ProviderException(ErrorKind kind, String message) {
        this(builder(kind, message));
    }

    /**
     * Makes a failure with a cause.
     *
     * @param kind what went wrong
     * @param message what the caller reads
     * @param cause what the log shows beside it
     */
    public ProviderException(ErrorKind kind, String message, Throwable cause) {
        this(builder(kind, message).cause(cause));
    }

    private ProviderException(Builder builder) {
        super(builder.message, builder.cause);
        this.kind = builder.kind;
        this.code = builder.code;
        this.parameter = builder.parameter;
        this.upstreamStatus = builder.upstreamStatus;
        this.upstreamRequestId = builder.upstreamRequestId;
        this.retryAfter = builder.retryAfter;
    }

    /**
     * Starts a failure with details.
     *
     * @param kind what went wrong
     * @param message what the caller reads
     * @return a builder for the rest
     */
    public static Builder builder(ErrorKind kind, String message) {
        return new Builder(kind, message);
    }

    /**
     * Says what went wrong.
     *
     * @return the kind
     */
    public ErrorKind kind() {
        return kind;
    }

    /**
     * Returns the machine-readable code, such as {@code model_not_supported}.
     *
     * @return nothing if the kind says it all
     */
    public Optional<String> code() {
        return Optional.ofNullable(code);
    }

    /**
     * Returns the field of the request that is to blame.
     *
     * @return nothing if none is
     */
    public Optional<String> parameter() {
        return Optional.ofNullable(parameter);
    }

    /**
     * Returns the HTTP status that the upstream answered.
     *
     * @return nothing if there was no answer
     */
    public OptionalInt upstreamStatus() {
        return upstreamStatus == 0 ? OptionalInt.empty() : OptionalInt.of(upstreamStatus);
    }

    /**
     * Returns the id by which the upstream's support finds the request.
     *
     * @return nothing if it gave none
     */
    public Optional<String> upstreamRequestId() {
        return Optional.ofNullable(upstreamRequestId);
    }

    /**
     * Returns how long to wait before trying again.
     *
     * @return nothing if the upstream did not say
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Collects the details of a failure. Not thread-safe. */
    public static final class Builder {
        private final ErrorKind kind;
        private final String message;
        private @Nullable Throwable cause;
        private @Nullable String code;
        private @Nullable String parameter;
        private int upstreamStatus;
        private @Nullable String upstreamRequestId;
        private @Nullable Duration retryAfter;

        private Builder(ErrorKind kind, String message) {
            this.kind = Objects.requireNonNull(kind, "kind");
            this.message = Objects.requireNonNull(message, "message");
        }

        /**
         * Sets the cause.
         *
         * @param failure what the log shows beside the message
         * @return this builder
         */
        public Builder cause(Throwable failure) {
            this.cause = failure;
            return this;
        }

        /**
         * Sets the machine-readable code.
         *
         * @param value lower-case words joined by underscores
         * @return this builder
         */
        public Builder code(String value) {
            this.code = value;
            return this;
        }

        /**
         * Sets the field of the request that is to blame.
         *
         * @param name as in the request's JSON
         * @return this builder
         */
        public Builder parameter(String name) {
            this.parameter = name;
            return this;
        }

        /**
         * Sets the status that the upstream answered.
         *
         * @param status an HTTP status
         * @return this builder
         */
        public Builder upstreamStatus(int status) {
            this.upstreamStatus = status;
            return this;
        }

        /**
         * Sets the upstream's own id of the request.
         *
         * @param id as the upstream gave it
         * @return this builder
         */
        public Builder upstreamRequestId(String id) {
            this.upstreamRequestId = id;
            return this;
        }

        /**
         * Sets how long to wait before trying again.
         *
         * @param delay not negative
         * @return this builder
         */
        public Builder retryAfter(Duration delay) {
            this.retryAfter = delay;
            return this;
        }

        /**
         * Makes the failure.
         *
         * @return an exception to throw
         */
        public ProviderException build() {
            return new ProviderException(this);
        }
    }
}
