package dev.sluice.provider.support;

import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads the body of an error reply in any of its shapes: OpenAI's and Anthropic's {@code error} object, Google's with a
 * status and details, Ollama's {@code error} text, FastAPI's {@code detail}, a bare object, or plain text. Nested
 * objects are read as well, since they are nearer to the cause: Azure's {@code innererror}, OpenRouter's {@code
 * metadata}, whose fields about flagged input stand for a code.
 *
 * @param message the upstream's own; empty if there is none
 * @param codes every code, type, status and reason, the outermost first
 * @param parameter the field to blame; empty if none
 * @param retryDelay Google's, such as {@code 34s}; empty if not given
 * @param html whether it is a web page, which no API sends
 */
record ErrorBody(String message, List<String> codes, String parameter, String retryDelay, boolean html) {
    private static final int MAX_PLAIN_BYTES = 64 * 1024;
    private static final String METADATA = "metadata";
    private static final Set<String> MODERATION_FIELDS = Set.of("reasons", "flagged_input");

    static ErrorBody parse(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, MAX_PLAIN_BYTES), StandardCharsets.UTF_8).strip();
        if (text.startsWith("<") || text.startsWith("\uFEFF<")) {
            return new ErrorBody("", List.of(), "", "", true);
        }
        if (text.startsWith("{") || text.startsWith("[")) {
            try {
                Fields fields = new Fields();
                fields.read(JsonDocument.locate(body), "");
                return fields.error();
            } catch (JsonException notJson) {
                // Plain text that happens to begin with a bracket.
                return plain(text);
            }
        }
        return plain(text);
    }

    private static ErrorBody plain(String text) {
        return new ErrorBody(text, List.of(), "", "", false);
    }

    /** Collects the fields while the body is walked through. */
    private static final class Fields {
        private static final Set<String> CONTAINERS = Set.of(
                "error",
                "detail",
                "details",
                "innererror",
                METADATA,
                "message",
                "errors",
                "content_filter_result",
                "response",
                "last_error",
                "");

        private String message = "";
        private String details = "";
        private final List<String> codes = new ArrayList<>();
        private String parameter = "";
        private String retryDelay = "";

        private void read(JsonNode node, String name) {
            switch (node.kind()) {
                case OBJECT -> {
                    if (CONTAINERS.contains(name)) {
                        members(node, name);
                    }
                }
                case ARRAY -> node.forEach(element -> read(element, name));
                case STRING -> text(name, node.string());
                case NUMBER -> number(name, node.doubleValue());
                default -> {
                    // Neither true, false nor null says anything.
                }
            }
        }

        private void members(JsonNode object, String outer) {
            for (JsonNode member : object) {
                String name = member.name();
                if (outer.equals(METADATA) && MODERATION_FIELDS.contains(name)) {
                    codes.add("content_filter");
                }
                read(member, name);
            }
        }

        private void number(String name, double value) {
            if ((name.equals("code") || name.equals("status")) && value == Math.rint(value)) {
                codes.add(Long.toString((long) value));
            }
        }

        private void text(String name, String value) {
            if (value.isBlank()) {
                return;
            }
            switch (name) {
                case "code", "type", "status", "reason", "error_type" -> code(value.strip());
                case "param" -> parameter = first(parameter, value);
                case "retryDelay" -> retryDelay = first(retryDelay, value);
                case "raw", "provider_name", "reasons" -> details = (details + " " + value).strip();
                case "message", "error", "detail", "msg", "error_message" -> message = first(message, value);
                default -> {
                    // Not passed on.
                }
            }
        }

        /** The type of an event and the status of a response say that there is an error, not which. */
        private void code(String value) {
            if (!value.equals("error") && !value.equals("failed") && !value.startsWith("response.")) {
                codes.add(value);
            }
        }

        private static String first(String known, String other) {
            return known.isEmpty() ? other : known;
        }

        private ErrorBody error() {
            String all = details.isEmpty() ? message : (message + " (" + details + ")").strip();
            return new ErrorBody(all, List.copyOf(codes), parameter, retryDelay, false);
        }
    }

    /** Some put the status in the place of a code: OpenRouter, LiteLLM, llama.cpp. Returns 0 if there is none. */
    int statusAmongCodes() {
        return codes.stream()
                .filter(code -> code.matches("[45]\\d\\d"))
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(0);
    }
}
