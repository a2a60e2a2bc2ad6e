package dev.sluice.provider;

/** The reply of an upstream, of which the head is here and the body may still be on its way. */
public interface UpstreamResponse extends AutoCloseable {

    /**
     * Returns the status.
     *
     * @return an HTTP status, not necessarily of success
     */
    int status();

    /**
     * Returns the headers as received.
     *
     * @return possibly empty
     */
    Headers headers();

    /**
     * Reads the whole body. Either this or {@link #events()} is called, once.
     *
     * @param limit the most bytes to take
     * @return the body
     * @throws ProviderException with {@link ErrorKind#UPSTREAM_PROTOCOL} if it is longer than {@code
     *     limit}, with {@link ErrorKind#UPSTREAM_UNAVAILABLE} if it broke off, and as {@link
     *     UpstreamClient#send} says
     */
    byte[] bytes(int limit);

    /**
     * Reads the body as server-sent events. The end of the body is the proper end of this stream only
     * where HTTP says that the body is complete; what a dialect demands beyond it is the provider's to
     * check.
     *
     * @return the events; closing it closes this reply
     */
    EventStream events();

    /** Gives the connection back, or ends it if the body was not read whole. From any thread, more than once. */
    @Override
    void close();
}
