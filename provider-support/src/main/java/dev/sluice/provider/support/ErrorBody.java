package dev.sluice.provider.support;

import dev.sluice.json.JsonException;
import dev.sluice.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What an error's body says, in whichever shape: OpenAI's and Anthropic's {@code error} object, Google's with a status
 * and details, Ollama's {@code error} text, FastAPI's {@code detail}, a bare object, or plain text. What stands further
 * inside is read too, since it is nearer to the cause: Azure's {@code innererror}, OpenRouter's {@code metadata}, which
 * has a code only by what it tells of a text that was flagged.
 *
 * @param message in the upstream's words, as they came; empty if there are none
 * @param codes every code, type, status and reason, the outermost first
 * @param parameter the field to blame; empty if none
 * @param retryDelay how long Google says to wait, such as {@code 34s}; empty if not said
 * @param html whether it is a page, which no API sends
 */
record ErrorBody(String message, List<String> codes, String parameter, String retryDelay, boolean html) {
    // What a client reads of an error; a body is not searched beyond it.
    private static final int READ = 64 * 1024;
    private static final String METADATA = "metadata";
    private static final Set<String> OF_MODERATION = Set.of("reasons", "flagged_input");

    static ErrorBody parse(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, READ), StandardCharsets.UTF_8).strip();
        if (text.startsWith("<") || text.startsWith("\uFEFF<")) {
            return new ErrorBody("", List.of(), "", "", true);
        }
        if (text.startsWith("{") || text.startsWith("[")) {
            try {
                Fields fields = new Fields();
                fields.read(JsonReader.of(body), "");
                return fields.error();
            } catch (JsonException notJson) {
                // Then it is text that happens to begin with a bracket.
                return plain(text);
            }
        }
        return plain(text);
    }

    private static ErrorBody plain(String text) {
        return new ErrorBody(text, List.of(), "", "", false);
    }

    /** The fields as they are found. */
    private static final class Fields {
        private static final Set<String> WITHIN = Set.of(
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

        private void read(JsonReader json, String name) {
            switch (json.peek()) {
                case OBJECT -> object(json, name);
                case ARRAY -> {
                    json.beginArray();
                    while (json.hasNext()) {
                        read(json, name);
                    }
                    json.endArray();
                }
                case STRING -> text(name, json.nextString());
                case NUMBER -> number(json, name);
                default -> json.skipValue();
            }
        }

        private void object(JsonReader json, String outer) {
            if (!WITHIN.contains(outer)) {
                json.skipValue();
                return;
            }
            json.beginObject();
            while (json.hasNext()) {
                String name = json.nextName();
                if (outer.equals(METADATA) && OF_MODERATION.contains(name)) {
                    codes.add("content_filter");
                }
                read(json, name);
            }
            json.endObject();
        }

        private void number(JsonReader json, String name) {
            double value = json.nextDouble();
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
                    // Says nothing that is passed on.
                }
            }
        }

        /** An event's type and a response's status say that there is an error, not which. */
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

    /** Gateways put the status where a code should be: OpenRouter, LiteLLM, llama.cpp. */
    int statusAmongCodes() {
        return codes.stream()
                .filter(code -> code.matches("[45]\\d\\d"))
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(0);
    }
}
