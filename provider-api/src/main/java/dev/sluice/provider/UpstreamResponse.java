package dev.sluice.provider;

import java.io.InputStream;

/** A reply of an upstream whose head has been received; the body may still be on its way. */
@Stable(since = "1.0")
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
     * Reads the whole body. One of this, {@link #events()} and {@link #stream()} is called, once.
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

    /**
     * Reads the body as it arrives, for what is neither small nor server-sent events, such as lines of JSON.
     *
     * @return the bytes, to be read by one thread, each read within {@link Deadlines#idle()}; it throws {@link
     *     ProviderException} as {@link #bytes} does, and no other exception; closing it closes this reply
     */
    InputStream stream();

    /** Gives the connection back, or ends it if the body was not read whole. From any thread, more than once. */
    @Override
    void close();
}
