package dev.sluice.provider.support;

import java.net.URI;
import java.util.Locale;

/** Tells which addresses stay on this machine, without asking a name server. */
final class Loopback {
    private Loopback() {}

    static boolean is(URI address) {
        String name = address.getHost().toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.equals("[::1]") || name.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }
}
