package dev.sluice.gateway.http;

import dev.sluice.provider.TokenUsage;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request and its reply: collects what the log line and the metrics report. Used by the request's thread only. */
public final class RequestContext {
    /** The context of the request that the current thread handles. */
    public static final ScopedValue<RequestContext> CURRENT = ScopedValue.newInstance();

    private final String id;
    private final String method;
    private final String path;
    private final Instant startedAt;
    private final long started = System.nanoTime();
    private final RequestBody body;
    private final ApiFormat api;
    private String route = "other";
    private @Nullable String keyName;
    private @Nullable String provider;
    private @Nullable String model;
    private @Nullable TokenUsage usage;
    private @Nullable String errorType;
    private @Nullable String tried;
    private StreamOutcome outcome = StreamOutcome.COMPLETE;
    private long firstByteNanos;
    private long bytesOut;
    private int attempts;
    private boolean retried;
    private int status;

    RequestContext(String id, String method, String path, Instant startedAt, RequestBody body, ApiFormat api) {
        this.id = id;
        this.method = method;
        this.path = path;
        this.startedAt = startedAt;
        this.body = body;
        this.api = api;
    }

    public String id() {
        return id;
    }

    public RequestBody body() {
        return body;
    }

    /** Returns the client's API, which also decides the format of errors. */
    public ApiFormat api() {
        return api;
    }

    /** Returns the nanoseconds since the request's head was read. */
    public long elapsedNanos() {
        return System.nanoTime() - started;
    }

    /** Records the path template that answers the request. */
    public void route(String template) {
        this.route = template;
    }

    public void keyName(String name) {
        this.keyName = name;
    }

    public void provider(String id) {
        this.provider = id;
    }

    /** Records the model as the client wrote it, which may be any text. */
    public void model(String name) {
        this.model = name;
    }

    /** Records the tokens as the upstream counted them, if it did. */
    public void usage(Optional<TokenUsage> tokens) {
        this.usage = tokens.orElse(null);
    }

    /** Records how often the request was sent to an upstream. */
    public void attempts(int count) {
        this.attempts = count;
    }

    public int attempts() {
        return attempts;
    }

    /** Records that the gateway has retried already, or must not: the client should not retry by itself. */
    public void retried() {
        this.retried = true;
    }

    public boolean isRetried() {
        return retried;
    }

    /** Records the attempts with their outcomes, where there was more than one. */
    public void tried(String steps) {
        this.tried = steps;
    }

    /** Records that the reply's first byte is about to be sent. */
    public void firstByte() {
        if (firstByteNanos == 0) {
            firstByteNanos = Math.max(1, elapsedNanos());
        }
    }

    /** Returns the nanoseconds from the request's head to the reply's first byte; 0 until it is sent. */
    public long firstByteNanos() {
        return firstByteNanos;
    }

    /** Counts bytes of the reply's body. */
    public void sent(long count) {
        this.bytesOut += count;
    }

    /** Records the type of error in lower case, as {@link ErrorTypes} spells it or one of the gateway's own. */
    public void failed(String type) {
        this.errorType = type;
    }

    public void outcome(StreamOutcome how) {
        this.outcome = how;
    }

    public StreamOutcome outcome() {
        return outcome;
    }

    void status(int code) {
        this.status = code;
    }

    int status() {
        return status;
    }

    String method() {
        return method;
    }

    /** Returns the path, decoded and without query. */
    public String path() {
        return path;
    }

    String route() {
        return route;
    }

    Instant startedAt() {
        return startedAt;
    }

    /** Returns the name of the client key; null if none is required. */
    public @Nullable String keyName() {
        return keyName;
    }

    /** Returns the id of the provider; null if none was found. */
    public @Nullable String provider() {
        return provider;
    }

    @Nullable
    String model() {
        return model;
    }

    /** Returns the tokens; null if the upstream did not report them. */
    public @Nullable TokenUsage usage() {
        return usage;
    }

    @Nullable
    String errorType() {
        return errorType;
    }

    @Nullable
    String tried() {
        return tried;
    }

    long bytesOut() {
        return bytesOut;
    }
}
