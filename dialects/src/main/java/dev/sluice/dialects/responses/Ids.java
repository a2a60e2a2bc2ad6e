package dev.sluice.dialects.responses;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Ids that look like the API's own. They name nothing that is kept, so nobody gains by guessing one. */
final class Ids {
    private static final int BYTES = 24;

    private Ids() {}

    static String random(String prefix) {
        byte[] bytes = new byte[BYTES];
        ThreadLocalRandom.current().nextBytes(bytes);
        return prefix + HexFormat.of().formatHex(bytes);
    }

    /** Returns the id of a whole response, with the prefix by which SDKs know one. */
    static String response(String upstreams) {
        String prefix = "resp_";
        if (upstreams.isEmpty()) {
            return random(prefix);
        }
        return upstreams.startsWith(prefix) ? upstreams : prefix + upstreams;
    }
}
