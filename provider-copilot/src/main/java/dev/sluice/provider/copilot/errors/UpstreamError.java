package dev.sluice.provider.copilot.errors;

import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
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
                return new Fields().read(JsonDocument.locate(body)).error();
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

        private Fields read(JsonNode object) {
            Fields inner = null;
            for (JsonNode member : object.require(Kind.OBJECT)) {
                if (member.isNamed("error") && member.is(Kind.OBJECT)) {
                    inner = new Fields().read(member);
                } else {
                    set(member);
                }
            }
            if (inner != null) {
                inner.authorizeUrl = inner.authorizeUrl.isEmpty() ? authorizeUrl : inner.authorizeUrl;
                return inner;
            }
            return this;
        }

        private void set(JsonNode member) {
            switch (member.name()) {
                case "message", "error" -> message = text(member, message);
                case "code" -> code = text(member, code);
                case "type" -> type = text(member, type);
                case "param" -> parameter = text(member, parameter);
                case "authorize_url" -> authorizeUrl = text(member, authorizeUrl);
                default -> {
                    // Not of interest.
                }
            }
        }

        private static String text(JsonNode member, String otherwise) {
            return member.is(Kind.NUMBER) ? number(member.doubleValue()) : member.string(otherwise);
        }

        private static String number(double value) {
            return value == Math.rint(value) ? Long.toString((long) value) : "";
        }

        private UpstreamError error() {
            return new UpstreamError(message, code, type, parameter, authorizeUrl, false);
        }
    }
}
