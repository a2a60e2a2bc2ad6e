package dev.sluice.provider.testkit.copilot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * The format and size of an image.
 *
 * @param format as its bytes say: {@code PNG}, {@code JPEG}, {@code GIF}, {@code WebP} or {@code image}
 * @param bytes its size
 * @param width in pixels; 0 when unknown
 * @param height in pixels; 0 when unknown
 */
record ImageFacts(String format, int bytes, int width, int height) {

    static ImageFacts ofDataUrl(String url) {
        int comma = url.indexOf(',');
        return url.startsWith("data:") && comma > 0
                ? ofBase64(url.substring(comma + 1))
                : new ImageFacts("image", 0, 0, 0);
    }

    static ImageFacts ofBase64(String text) {
        try {
            return of(Base64.getMimeDecoder().decode(text));
        } catch (IllegalArgumentException malformed) {
            throw new RefusedException(CopilotRefusals.invalidBody("invalid image: not base64"));
        }
    }

    private static ImageFacts of(byte[] content) {
        ByteBuffer view = ByteBuffer.wrap(content);
        if (content.length >= 24 && view.getInt(0) == 0x89504e47) {
            return new ImageFacts("PNG", content.length, view.getInt(16), view.getInt(20));
        }
        if (content.length >= 10 && ascii(content, 0, 3).equals("GIF")) {
            view.order(ByteOrder.LITTLE_ENDIAN);
            return new ImageFacts("GIF", content.length, view.getShort(6) & 0xffff, view.getShort(8) & 0xffff);
        }
        if (content.length >= 12 && ascii(content, 8, 4).equals("WEBP")) {
            return new ImageFacts("WebP", content.length, 0, 0);
        }
        return content.length >= 4 && (view.getShort(0) & 0xffff) == 0xffd8
                ? jpeg(view)
                : new ImageFacts("image", content.length, 0, 0);
    }

    /** Walks the segments to the frame header (SOF0 to SOF15, without the three that are none). */
    private static ImageFacts jpeg(ByteBuffer view) {
        int at = 2;
        while (at + 9 <= view.limit()) {
            int marker = view.getShort(at) & 0xffff;
            boolean frame =
                    marker >= 0xffc0 && marker <= 0xffcf && marker != 0xffc4 && marker != 0xffc8 && marker != 0xffcc;
            if (frame) {
                return new ImageFacts(
                        "JPEG", view.limit(), view.getShort(at + 7) & 0xffff, view.getShort(at + 5) & 0xffff);
            }
            at += 2 + Math.max(2, view.getShort(at + 2) & 0xffff);
        }
        return new ImageFacts("JPEG", view.limit(), 0, 0);
    }

    private static String ascii(byte[] content, int from, int length) {
        return new String(content, from, length, StandardCharsets.US_ASCII);
    }

    String description() {
        String size = bytes < 1_024 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f KB", bytes / 1_024.0);
        String pixels = width == 0 ? "" : " of %d by %d pixels".formatted(width, height);
        return (format.equals("image") ? "an image" : "a " + format + " image") + pixels + " (" + size + ")";
    }
}
