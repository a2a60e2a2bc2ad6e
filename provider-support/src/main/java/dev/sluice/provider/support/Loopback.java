package dev.sluice.provider.support;

import dev.sluice.provider.Incubating;
import java.net.URI;
import java.util.Locale;

/** Recognises addresses of this machine, without a name look-up. */
@Incubating(since = "0.1")
public final class Loopback {
    private Loopback() {}

    /**
     * Tells whether an address is a loopback address.
     *
     * @param address an absolute URL
     * @return false if its host would have to be looked up
     */
    public static boolean is(URI address) {
        String host = address.getHost();
        if (host == null) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.equals("[::1]") || name.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }
}
