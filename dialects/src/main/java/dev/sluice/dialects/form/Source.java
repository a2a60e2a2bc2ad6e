package dev.sluice.dialects.form;

/** Where the bytes of an image, document or sound are. */
public sealed interface Source {
    /**
     * Within the request.
     *
     * @param mediaType such as {@code image/png}
     * @param base64 the bytes
     */
    record Inline(String mediaType, String base64) implements Source {
        /** Returns {@code data:} and so on. */
        public String dataUrl() {
            return "data:" + mediaType + ";base64," + base64;
        }
    }

    /**
     * Somewhere else. The gateway never fetches it.
     *
     * @param url as the caller wrote it, no {@code data:} URL
     */
    record Link(String url) implements Source {}
}
