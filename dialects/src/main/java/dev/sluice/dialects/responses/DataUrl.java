package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Source;
import dev.sluice.json.RawText;
import java.util.Optional;

/** Bytes written as a link. */
final class DataUrl {
    private static final String BEGINNING = "data:";

    private static final String BASE64 = ";base64";

    private DataUrl() {}

    static boolean isOne(RawText url) {
        return url.before(url.indexOf(':') + 1).equals(BEGINNING);
    }

    /** Reads one; nothing if it does not say that its bytes are in base 64, or it has none, or no type. */
    static Optional<Source.Inline> read(RawText url) {
        int comma = url.indexOf(',');
        if (comma < 0 || url.from(comma + 1).isEmpty()) {
            return Optional.empty();
        }
        String about = url.before(comma).substring(BEGINNING.length());
        int semicolon = about.indexOf(';');
        if (semicolon < 1 || !about.endsWith(BASE64)) {
            return Optional.empty();
        }
        return Optional.of(new Source.Inline(about.substring(0, semicolon), url.from(comma + 1)));
    }
}
