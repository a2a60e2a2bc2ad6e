package dev.sluice.dialects.form;

import dev.sluice.json.JsonOutput;
import dev.sluice.json.RawText;

/** Where the bytes of an image, document or sound are. */
public sealed interface Source {
    /** Returns about how many characters a dialect needs for it. */
    int size();

    /**
     * Within the request.
     *
     * @param mediaType such as {@code image/png}
     * @param raw the bytes, in base64
     */
    record Inline(String mediaType, RawText raw) implements Source {
        /** Makes one of bytes that are decoded from JSON, but not from base64. */
        public Inline(String mediaType, String base64) {
            this(mediaType, RawText.of(base64));
        }

        /** Returns the bytes, in base64. */
        public String base64() {
            return raw.string();
        }

        /** Writes {@code data:} and so on, without another copy of the bytes. */
        public void writeDataUrl(JsonOutput out) {
            out.beginText()
                    .piece("data:")
                    .piece(mediaType)
                    .piece(";base64,")
                    .piece(raw)
                    .endText();
        }

        @Override
        public int size() {
            return raw.size();
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
