package dev.sluice.gateway.http;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Ids of requests: the client's own if it is safe in a header and a log line, else a new one. */
final class RequestIds {
    private static final int MAX_LENGTH = 128;
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();

    private RequestIds() {}

    static String of(@Nullable String offered) {
        return offered != null && isSafe(offered) ? offered : create();
    }

    static String create() {
        // Unique is enough: an id grants no access.
        ThreadLocalRandom random = ThreadLocalRandom.current();
        char[] id = new char[28];
        id[0] = 'r';
        id[1] = 'e';
        id[2] = 'q';
        id[3] = '_';
        long high = random.nextLong();
        long low = random.nextLong();
        for (int i = 0; i < 16; i++) {
            id[4 + i] = DIGITS[(int) (high >>> (60 - 4 * i)) & 15];
        }
        for (int i = 0; i < 8; i++) {
            id[20 + i] = DIGITS[(int) (low >>> (60 - 4 * i)) & 15];
        }
        return new String(id);
    }

    private static boolean isSafe(String id) {
        if (id.isEmpty() || id.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && "-_.:/+=~".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
