package dev.sluice.gateway.http;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Checks that a {@code Host} header names this gateway. A web page whose name was rebound to the gateway's address (DNS
 * rebinding) sends its own name; an IP address cannot be rebound, and is accepted.
 */
final class HostCheck {
    private final Set<String> names = new HashSet<>();
    private final boolean any;
    // Nearly all requests have the same header.
    private volatile String lastAccepted = "localhost";

    HostCheck(Set<String> allowed) {
        names.add("localhost");
        for (String name : allowed) {
            names.add(name.toLowerCase(Locale.ROOT));
        }
        this.any = names.contains("*");
    }

    boolean accepts(String header) {
        if (any || header.equals(lastAccepted)) {
            return true;
        }
        String name = withoutPort(header).toLowerCase(Locale.ROOT);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        boolean accepted = names.contains(name) || name.endsWith(".localhost") || isAddress(name);
        if (accepted) {
            lastAccepted = header;
        }
        return accepted;
    }

    /** Returns the name or address; an IPv6 address keeps its brackets. */
    static String withoutPort(String header) {
        int colon = header.lastIndexOf(':');
        boolean port = colon >= 0 && header.indexOf(']', colon) < 0;
        return port ? header.substring(0, colon) : header;
    }

    private static boolean isAddress(String name) {
        if (name.startsWith("[") && name.endsWith("]")) {
            return true;
        }
        if (name.isEmpty()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }
}
