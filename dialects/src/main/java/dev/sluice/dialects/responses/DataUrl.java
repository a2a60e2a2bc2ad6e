package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Source;
import java.util.Optional;

/** Bytes written as a link. */
final class DataUrl {
    static final String BEGINNING = "data:";

    private static final String BASE64 = ";base64";

    private DataUrl() {}

    /** Reads one; nothing if it does not say that its bytes are in base 64, or it has none, or no type. */
    static Optional<Source.Inline> read(String url) {
        int comma = url.indexOf(',');
        if (comma < 0 || comma == url.length() - 1) {
            return Optional.empty();
        }
        String about = url.substring(BEGINNING.length(), comma);
        int semicolon = about.indexOf(';');
        if (semicolon < 1 || !about.endsWith(BASE64)) {
            return Optional.empty();
        }
        return Optional.of(new Source.Inline(about.substring(0, semicolon), url.substring(comma + 1)));
    }
}
