package dev.sluice.provider.support;

import dev.sluice.provider.Incubating;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Encodes a text as one segment of a path, or one value of a query. */
@Incubating(since = "0.1")
public final class PathSegment {
    private PathSegment() {}

    /**
     * Encodes a text.
     *
     * @param text anything
     * @return percent-encoded UTF-8
     */
    public static String encode(String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        // Dots alone would be path traversal.
        return encoded.matches("\\.+") ? encoded.replace(".", "%2E") : encoded;
    }
}
