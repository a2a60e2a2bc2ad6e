package dev.sluice.provider;

/** Sends HTTP requests to upstreams. Follows no redirects, keeps no cookies. */
@Stable(since = "1.0")
@FunctionalInterface
public interface UpstreamClient {

    /**
     * Sends a request and waits for the head of the reply, whatever its status.
     *
     * @param request what to send
     * @return the reply, which the caller closes
     * @throws ProviderException with {@link ErrorKind#UPSTREAM_UNAVAILABLE} if there is no reply,
     *     {@link ErrorKind#UPSTREAM_TIMEOUT} if a deadline passed, {@link ErrorKind#UPSTREAM_PROTOCOL} if
     *     it is not HTTP, {@link ErrorKind#CANCELLED} if the thread was interrupted, whose flag is then
     *     set again
     */
    UpstreamResponse send(UpstreamRequest request);
}
