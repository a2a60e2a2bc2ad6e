package dev.sluice.gateway.http;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Decides what a web page of some origin may do. */
final class OriginCheck {
    enum Decision {
        /** The page was served by this address itself. */
        SAME,
        /** The page's origin is configured as allowed. */
        ALLOWED,
        /** Any other page. */
        FOREIGN
    }

    private final Set<String> allowed = new HashSet<>();
    private final boolean any;

    OriginCheck(Set<String> allowed) {
        for (String origin : allowed) {
            this.allowed.add(origin.toLowerCase(Locale.ROOT));
        }
        this.any = this.allowed.contains("*");
    }

    Decision of(String origin, String host) {
        String lower = origin.toLowerCase(Locale.ROOT);
        int authority = lower.indexOf("://") + 3;
        boolean web = lower.startsWith("http://") || lower.startsWith("https://");
        if (web && lower.substring(authority).equals(host.toLowerCase(Locale.ROOT))) {
            return Decision.SAME;
        }
        return any || allowed.contains(lower) ? Decision.ALLOWED : Decision.FOREIGN;
    }
}
