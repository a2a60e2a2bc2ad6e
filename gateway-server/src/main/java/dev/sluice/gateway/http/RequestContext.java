package dev.sluice.gateway.http;

import dev.sluice.provider.TokenUsage;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request and its answer: what the log line and the metrics tell of them. Used by the request's thread alone. */
public final class RequestContext {
    /** The context that the current thread works on; bound while a request is handled. */
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

    /**
     * Returns the request's id.
     *
     * @return printable ASCII
     */
    public String id() {
        return id;
    }

    /**
     * Returns the request's body, not read yet unless somebody did.
     *
     * @return always the same
     */
    public RequestBody body() {
        return body;
    }

    /** Returns the API that the caller speaks, in which it is also told of errors. */
    public ApiFormat api() {
        return api;
    }

    /**
     * Returns the time since the request's head was read.
     *
     * @return nanoseconds
     */
    public long elapsedNanos() {
        return System.nanoTime() - started;
    }

    /**
     * Notes the path by which the request is answered.
     *
     * @param template one of the gateway's own paths
     */
    public void route(String template) {
        this.route = template;
    }

    /**
     * Notes the client key's name.
     *
     * @param name as configured
     */
    public void keyName(String name) {
        this.keyName = name;
    }

    /**
     * Notes the provider that is asked.
     *
     * @param id the provider's id
     */
    public void provider(String id) {
        this.provider = id;
    }

    /**
     * Notes the model that the caller named.
     *
     * @param name as the caller wrote it; it may be anything
     */
    public void model(String name) {
        this.model = name;
    }

    /**
     * Notes what the reply cost.
     *
     * @param tokens as the upstream counted them, if it did
     */
    public void usage(Optional<TokenUsage> tokens) {
        this.usage = tokens.orElse(null);
    }

    /**
     * Notes how often the provider was asked.
     *
     * @param count 1 unless it was asked again or not at all
     */
    public void attempts(int count) {
        this.attempts = count;
    }

    /**
     * Returns how often the provider was asked.
     *
     * @return 0 as long as it was not
     */
    public int attempts() {
        return attempts;
    }

    /** Notes that the gateway has tried again already, or must not: whoever called should not do it by itself. */
    public void retried() {
        this.retried = true;
    }

    /**
     * Tells whether there is to be no further try.
     *
     * @return false unless noted
     */
    public boolean isRetried() {
        return retried;
    }

    /**
     * Notes who was asked, where it was more than one, or one more than once.
     *
     * @param steps each with what came of it, for the log
     */
    public void tried(String steps) {
        this.tried = steps;
    }

    /** Notes that the answer's first byte is about to go out. */
    public void firstByte() {
        if (firstByteNanos == 0) {
            firstByteNanos = Math.max(1, elapsedNanos());
        }
    }

    /**
     * Returns the time from the request's head to the answer's first byte.
     *
     * @return nanoseconds; 0 as long as none went out
     */
    public long firstByteNanos() {
        return firstByteNanos;
    }

    /**
     * Counts bytes of the answer's body.
     *
     * @param count how many more went out
     */
    public void sent(long count) {
        this.bytesOut += count;
    }

    /**
     * Notes that the request failed.
     *
     * @param type what failed, in lower case, one of the gateway's own words
     */
    public void failed(String type) {
        this.errorType = type;
    }

    /**
     * Notes how the answer ended.
     *
     * @param how complete unless noted
     */
    public void outcome(StreamOutcome how) {
        this.outcome = how;
    }

    /**
     * Returns how the answer ended.
     *
     * @return complete unless noted otherwise
     */
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

    /**
     * Returns the path that was asked, decoded and without query.
     *
     * @return as the caller wrote it
     */
    public String path() {
        return path;
    }

    String route() {
        return route;
    }

    Instant startedAt() {
        return startedAt;
    }

    /**
     * Returns the client key's name.
     *
     * @return null if no key was asked for
     */
    public @Nullable String keyName() {
        return keyName;
    }

    /**
     * Returns the provider that is asked.
     *
     * @return null if none was found
     */
    public @Nullable String provider() {
        return provider;
    }

    @Nullable
    String model() {
        return model;
    }

    /**
     * Returns what the reply cost.
     *
     * @return null if nobody said
     */
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
