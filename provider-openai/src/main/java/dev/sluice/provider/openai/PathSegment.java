package dev.sluice.provider.openai;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Writes a text so that it is one part of a path, whatever is in it. */
final class PathSegment {
    private PathSegment() {}

    static String encode(String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        // Dots alone would lead out of the folder.
        return encoded.matches("\\.+") ? encoded.replace(".", "%2E") : encoded;
    }
}
