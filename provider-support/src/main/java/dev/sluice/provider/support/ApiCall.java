package dev.sluice.provider.support;

import dev.sluice.provider.Deadlines;
import dev.sluice.provider.Headers;
import dev.sluice.provider.Incubating;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call to an upstream, without the key, which {@link ApiClient} adds. Not thread-safe. */
@Incubating(since = "0.1")
public final class ApiCall {
    private final String path;
    private final byte @Nullable [] body;
    private final Deadlines deadlines;
    private final Headers.Builder headers = Headers.builder();
    private String model = "";

    private ApiCall(String path, byte @Nullable [] body, Deadlines deadlines) {
        this.path = path;
        this.body = body;
        this.deadlines = deadlines;
    }

    /**
     * Creates a GET call.
     *
     * @param path below the API's address, with a leading slash
     * @param deadlines how long to wait
     * @return the call
     */
    public static ApiCall get(String path, Deadlines deadlines) {
        return new ApiCall(path, null, deadlines).header("Accept", "application/json");
    }

    /**
     * Creates a POST call with JSON.
     *
     * @param path below the API's address, with a leading slash
     * @param body sent as it is; not copied
     * @param streaming whether the reply is to be server-sent events
     * @param deadlines how long to wait
     * @return the call
     */
    public static ApiCall post(String path, byte[] body, boolean streaming, Deadlines deadlines) {
        return new ApiCall(path, body, deadlines)
                .header("Content-Type", "application/json")
                .header("Accept", streaming ? "text/event-stream" : "application/json");
    }

    /**
     * Sets the model that is called: upstreams count their limits by model.
     *
     * @param id the upstream's own id
     * @return this call
     */
    public ApiCall model(String id) {
        this.model = id;
        return this;
    }

    /**
     * Sets a header.
     *
     * @param name in any case
     * @param value without line breaks
     * @return this call
     */
    public ApiCall header(String name, String value) {
        headers.set(name, value);
        return this;
    }

    String path() {
        return path;
    }

    /** The path as messages show it: without the query. */
    String shownPath() {
        int query = path.indexOf('?');
        return (query < 0 ? path : path.substring(0, query)).replaceFirst("^(/\\.\\.)+", "");
    }

    Optional<byte[]> body() {
        return Optional.ofNullable(body);
    }

    Deadlines deadlines() {
        return deadlines;
    }

    Headers headers() {
        return headers.build();
    }

    String model() {
        return model;
    }
}
