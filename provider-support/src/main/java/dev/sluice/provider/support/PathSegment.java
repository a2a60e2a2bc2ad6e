package dev.sluice.provider.support;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Writes a text so that it is one part of a path or a query, whatever is in it. */
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
        // Dots alone would lead out of the folder.
        return encoded.matches("\\.+") ? encoded.replace(".", "%2E") : encoded;
    }
}
