package dev.sluice.provider;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An HTTP request to an upstream. */
@Stable(since = "1.0")
public final class UpstreamRequest {
    private final String method;
    private final URI uri;
    private final Headers headers;
    private final byte @Nullable [] body;
    private final Deadlines deadlines;

    private UpstreamRequest(String method, URI uri, Headers headers, byte @Nullable [] body, Deadlines deadlines) {
        this.method = method;
        this.uri = Objects.requireNonNull(uri, "uri");
        this.headers = Objects.requireNonNull(headers, "headers");
        this.body = body;
        this.deadlines = Objects.requireNonNull(deadlines, "deadlines");
    }

    /**
     * Makes a GET request.
     *
     * @param uri an absolute http or https URL
     * @param headers sent as they are
     * @param deadlines how long to wait
     * @return the request
     */
    public static UpstreamRequest get(URI uri, Headers headers, Deadlines deadlines) {
        return new UpstreamRequest("GET", uri, headers, null, deadlines);
    }

    /**
     * Makes a POST request.
     *
     * @param uri an absolute http or https URL
     * @param headers sent as they are, {@code Content-Type} among them
     * @param body sent as it is, with its length; not copied
     * @param deadlines how long to wait
     * @return the request
     */
    public static UpstreamRequest post(URI uri, Headers headers, byte[] body, Deadlines deadlines) {
        return new UpstreamRequest("POST", uri, headers, Objects.requireNonNull(body, "body"), deadlines);
    }

    /**
     * Returns the method.
     *
     * @return in upper case
     */
    public String method() {
        return method;
    }

    /**
     * Returns the address.
     *
     * @return an absolute URL
     */
    public URI uri() {
        return uri;
    }

    /**
     * Returns the headers.
     *
     * @return possibly empty
     */
    public Headers headers() {
        return headers;
    }

    /**
     * Returns the body.
     *
     * @return nothing for a GET; shared, not to be changed
     */
    public Optional<byte[]> body() {
        return Optional.ofNullable(body);
    }

    /**
     * Returns how long to wait.
     *
     * @return for each phase
     */
    public Deadlines deadlines() {
        return deadlines;
    }
}
