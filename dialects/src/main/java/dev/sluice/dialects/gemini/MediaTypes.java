package dev.sluice.dialects.gemini;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Kinds of media, of which links as a rule tell nothing but their ending. */
final class MediaTypes {
    private static final Map<String, String> BY_ENDING = Map.of(
            "png", "image/png",
            "jpg", "image/jpeg",
            "jpeg", "image/jpeg",
            "webp", "image/webp",
            "gif", "image/gif",
            "heic", "image/heic",
            "heif", "image/heif",
            "pdf", "application/pdf");

    private MediaTypes() {}

    static Optional<String> of(String url) {
        String path = url.split("[?#]", 2)[0];
        String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(BY_ENDING.get(ending));
    }
}
