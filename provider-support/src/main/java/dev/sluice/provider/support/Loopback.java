package dev.sluice.provider.support;

import java.net.URI;
import java.util.Locale;

/** Tells which addresses stay on this machine, without asking a name server. */
public final class Loopback {
    private Loopback() {}

    /**
     * Tells whether an address names this machine itself.
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
