package dev.sluice.dialects.form;

import dev.sluice.json.JsonOutput;

/** Where the bytes of an image, document or sound are. */
public sealed interface Source {
    /** Returns about how many characters a dialect needs for it. */
    int size();

    /**
     * Within the request.
     *
     * @param mediaType such as {@code image/png}
     * @param base64 the bytes
     */
    record Inline(String mediaType, String base64) implements Source {
        /** Writes {@code data:} and so on, without another copy of the bytes. */
        public void writeDataUrl(JsonOutput out) {
            out.beginText()
                    .piece("data:")
                    .piece(mediaType)
                    .piece(";base64,")
                    .piece(base64)
                    .endText();
        }

        /** Returns {@code data:} and so on. */
        public String dataUrl() {
            return "data:" + mediaType + ";base64," + base64;
        }

        @Override
        public int size() {
            return base64.length();
        }
    }

    /**
     * Somewhere else. The gateway never fetches it.
     *
     * @param url as the caller wrote it, no {@code data:} URL
     */
    record Link(String url) implements Source {
        @Override
        public int size() {
            return url.length();
        }
    }
}
