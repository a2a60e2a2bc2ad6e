package dev.sluice.provider.copilot.errors;

import dev.sluice.json.JsonException;
import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import java.nio.charset.StandardCharsets;

/**
 * An error body, read as VS Code reads it: text; if it is JSON, its {@code error} or else itself.
 *
 * @param message in the upstream's words, as they came; empty if there are none
 * @param code empty if there is none
 * @param type empty if there is none; Anthropic's envelope has this in place of a code
 * @param parameter the field to blame; empty if none
 * @param authorizeUrl where a person must go to allow the request; empty if not asked for
 * @param html whether it is a page, which the Copilot API never sends
 */
record UpstreamError(String message, String code, String type, String parameter, String authorizeUrl, boolean html) {
    // What a client reads of an error; a body is not searched beyond it.
    private static final int READ = 64 * 1024;

    static UpstreamError parse(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, READ), StandardCharsets.UTF_8).strip();
        if (isHtml(text)) {
            return new UpstreamError("", "", "", "", "", true);
        }
        if (text.startsWith("{")) {
            try {
                return new Fields().read(JsonReader.of(body)).error();
            } catch (JsonException notJson) {
                // Then it is text that happens to begin with a brace.
            }
        }
        return new UpstreamError(text, "", "", "", "", false);
    }

    private static boolean isHtml(String text) {
        return text.startsWith("<") || text.startsWith("\uFEFF<");
    }

    /** The fields as they are found, the inner error's before the envelope's. */
    private static final class Fields {
        private String message = "";
        private String code = "";
        private String type = "";
        private String parameter = "";
        private String authorizeUrl = "";

        private Fields read(JsonReader json) {
            Fields inner = null;
            json.beginObject();
            while (json.hasNext()) {
                String name = json.nextName();
                if (name.equals("error") && json.peek() == Kind.OBJECT) {
                    inner = new Fields().read(json);
                } else {
                    set(name, json);
                }
            }
            json.endObject();
            if (inner != null) {
                inner.authorizeUrl = inner.authorizeUrl.isEmpty() ? authorizeUrl : inner.authorizeUrl;
                return inner;
            }
            return this;
        }

        private void set(String name, JsonReader json) {
            switch (name) {
                case "message", "error" -> message = text(json, message);
                case "code" -> code = text(json, code);
                case "type" -> type = text(json, type);
                case "param" -> parameter = text(json, parameter);
                case "authorize_url" -> authorizeUrl = text(json, authorizeUrl);
                default -> json.skipValue();
            }
        }

        private static String text(JsonReader json, String otherwise) {
            return switch (json.peek()) {
                case STRING -> json.nextString();
                case NUMBER -> number(json);
                default -> {
                    json.skipValue();
                    yield otherwise;
                }
            };
        }

        private static String number(JsonReader json) {
            double value = json.nextDouble();
            return value == Math.rint(value) ? Long.toString((long) value) : "";
        }

        private UpstreamError error() {
            return new UpstreamError(message, code, type, parameter, authorizeUrl, false);
        }
    }
}
