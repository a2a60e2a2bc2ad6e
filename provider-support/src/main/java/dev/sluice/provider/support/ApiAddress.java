package dev.sluice.provider.support;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Incubating;
import dev.sluice.provider.ProviderException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The address of an upstream's API. Every call goes to this host and no other: paths are appended to it, and no reply of
 * the upstream can redirect a call.
 */
@Incubating(since = "0.1")
public final class ApiAddress {
    private static final System.Logger LOG = System.getLogger(ApiAddress.class.getName());

    private final URI base;

    private ApiAddress(URI base) {
        this.base = base;
    }

    /**
     * Checks a configured address. One without TLS is accepted; unless it is on this machine, a warning is logged.
     *
     * @param url with or without a path and a trailing slash
     * @param setting the key of the setting, such as {@code providers.openai.base-url}
     * @return the address
     * @throws ProviderException with {@link ErrorKind#INVALID_REQUEST} if it is not the plain http or https URL of a
     *     server
     */
    public static ApiAddress of(URI url, String setting) {
        boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        boolean plain = url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
        if (!http || url.getHost() == null || !plain) {
            throw new ProviderException(
                    ErrorKind.INVALID_REQUEST,
                    setting + ": the address of an API is a plain http or https URL, without ? and #.");
        }
        ApiAddress address = new ApiAddress(URI.create(url.toString().replaceAll("/+$", "")));
        if (url.getScheme().equals("http") && !address.isLoopback()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} is configured without TLS: requests to it, keys included, cross the network unencrypted",
                    address);
        }
        return address;
    }

    /**
     * Returns the address of a path.
     *
     * @param path with a leading slash, and a query if need be; {@code /../} leaves the last part of the base behind
     * @return below the same scheme, host and port
     */
    public URI at(String path) {
        try {
            URI address = new URI(base + path).normalize();
            if (!address.getRawAuthority().equals(base.getRawAuthority())) {
                throw new IllegalArgumentException("not a path: " + path);
            }
            return address;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a path: " + path, e);
        }
    }

    /**
     * Returns the host.
     *
     * @return in lower case
     */
    public String host() {
        return base.getHost().toLowerCase(Locale.ROOT);
    }

    /**
     * Tells whether it is on this machine, as far as the name alone says.
     *
     * @return false if the host would have to be looked up
     */
    public boolean isLoopback() {
        return Loopback.is(base);
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
