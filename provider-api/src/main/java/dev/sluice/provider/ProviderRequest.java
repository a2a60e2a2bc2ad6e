package dev.sluice.provider;

import java.util.Objects;

/** One request to a model: the dialect's own JSON as bytes, and the facts that the gateway read from it. */
@Stable(since = "1.0")
public final class ProviderRequest {
    private final Dialect dialect;
    private final String model;
    private final boolean streaming;
    private final byte[] body;
    private final Headers headers;
    private final String requestId;
    private final Deadlines deadlines;

    private ProviderRequest(Builder builder) {
        this.dialect = Objects.requireNonNull(builder.dialect, "dialect");
        this.model = Objects.requireNonNull(builder.model, "model");
        this.streaming = builder.streaming;
        this.body = Objects.requireNonNull(builder.body, "body");
        this.headers = builder.headers;
        this.requestId = builder.requestId;
        this.deadlines = builder.deadlines;
    }

    /**
     * Starts a request.
     *
     * @param dialect the dialect that {@code body} is written in
     * @param model the upstream's own id of the model
     * @param body a JSON object; it is not copied, and neither side changes it
     * @return a builder for the rest
     */
    public static Builder builder(Dialect dialect, String model, byte[] body) {
        return new Builder(dialect, model, body);
    }

    /**
     * Returns the dialect of the body and of the reply wanted.
     *
     * @return one of the dialects that the model speaks
     */
    public Dialect dialect() {
        return dialect;
    }

    /**
     * Returns the upstream's own id of the model, without prefix. The body's {@code model} says the same.
     *
     * @return as listed by {@link Provider#models()}
     */
    public String model() {
        return model;
    }

    /**
     * Tells whether the caller wants a stream of events rather than one body.
     *
     * @return what the body's {@code stream} says
     */
    public boolean streaming() {
        return streaming;
    }

    /**
     * Returns the request as the caller wrote it, save for the model's id.
     *
     * @return UTF-8 JSON, an object; shared, not to be changed
     */
    public byte[] body() {
        return body;
    }

    /**
     * Returns the caller's headers that are safe to look at. Credentials and cookies are not among them.
     *
     * @return possibly empty
     */
    public Headers headers() {
        return headers;
    }

    /**
     * Returns the id of this request in the gateway's log.
     *
     * @return printable ASCII
     */
    public String requestId() {
        return requestId;
    }

    /**
     * Returns how long to wait for the upstream.
     *
     * @return the deadlines that hold for this model
     */
    public Deadlines deadlines() {
        return deadlines;
    }

    /** Collects the parts of a request. Not thread-safe. */
    public static final class Builder {
        private final Dialect dialect;
        private final String model;
        private final byte[] body;
        private boolean streaming;
        private Headers headers = Headers.empty();
        private String requestId = "none";
        private Deadlines deadlines = Deadlines.standard();

        private Builder(Dialect dialect, String model, byte[] body) {
            this.dialect = dialect;
            this.model = model;
            this.body = body;
        }

        /**
         * Says whether a stream is wanted; it is not by default.
         *
         * @param wanted true for a stream of events
         * @return this builder
         */
        public Builder streaming(boolean wanted) {
            this.streaming = wanted;
            return this;
        }

        /**
         * Sets the caller's safe headers; none by default.
         *
         * @param values the headers
         * @return this builder
         */
        public Builder headers(Headers values) {
            this.headers = Objects.requireNonNull(values, "values");
            return this;
        }

        /**
         * Sets the id of the request.
         *
         * @param id printable ASCII
         * @return this builder
         */
        public Builder requestId(String id) {
            this.requestId = Objects.requireNonNull(id, "id");
            return this;
        }

        /**
         * Sets the deadlines; {@link Deadlines#standard()} by default.
         *
         * @param limits the deadlines
         * @return this builder
         */
        public Builder deadlines(Deadlines limits) {
            this.deadlines = Objects.requireNonNull(limits, "limits");
            return this;
        }

        /**
         * Makes the request.
         *
         * @return an immutable request
         */
        public ProviderRequest build() {
            return new ProviderRequest(this);
        }
    }
}
