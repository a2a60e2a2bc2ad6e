package dev.sluice.it;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The APIs that callers speak: the smallest good request of each, and where its fields stand. */
enum CallerApi {
    CHAT(
            "/v1/chat/completions",
            "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}",
            "[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"1\"}]",
            "[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,%s\"}}]}]",
            "messages",
            "messages[1].tool_call_id",
            "messages[0].content[0].image_url.url"),
    RESPONSES(
            "/v1/responses",
            "{\"model\":\"%s\",\"input\":[{\"role\":\"user\",\"content\":\"Hello\"}]}",
            "[{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"1\"}]",
            "[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"image_url\":\"data:image/png;base64,%s\"}]}]",
            "input",
            "input[0].call_id",
            "input[0].content[0].image_url"),
    MESSAGES(
            "/v1/messages",
            "{\"model\":\"%s\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}",
            "[{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"c\",\"content\":\"1\"}]}]",
            "[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\","
                    + "\"data\":\"%s\"}}]}]",
            "messages",
            "messages[0].content[0].tool_use_id",
            "messages[0].content[0].source.data"),
    GEMINI(
            "/v1beta/models/%s:generateContent",
            "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello\"}]}]}",
            "[{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"name\":\"f\",\"response\":{}}}]}]",
            "[{\"role\":\"user\",\"parts\":[{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"%s\"}}]}]",
            "contents",
            "contents[0].parts[0].functionResponse.name",
            "contents[0].parts[0].inlineData.data");

    private final String path;
    private final String request;
    private final String resultWithoutCall;
    private final String picture;
    private final String turnsField;
    private final String resultField;
    private final String pictureField;

    CallerApi(
            String path,
            String request,
            String resultWithoutCall,
            String picture,
            String turnsField,
            String resultField,
            String pictureField) {
        this.path = path;
        this.request = request;
        this.resultWithoutCall = resultWithoutCall;
        this.picture = picture;
        this.turnsField = turnsField;
        this.resultField = resultField;
        this.pictureField = pictureField;
    }

    String path(String model) {
        return path.formatted(model);
    }

    String request(String model) {
        return request.formatted(model);
    }

    String resultWithoutCall() {
        return resultWithoutCall;
    }

    String picture(String base64) {
        return picture.replace("%s", base64);
    }

    byte[] with(String model, String members) {
        String good = request(model);
        return (good.substring(0, good.length() - 1) + "," + members + "}").getBytes(UTF_8);
    }

    /** Puts others in the place of what was said. */
    byte[] turns(String model, String turns) {
        String good = request(model);
        return (good.substring(0, good.indexOf("[{")) + turns + "}").getBytes(UTF_8);
    }

    byte[] temperature(String model, String value) {
        return with(
                model,
                this == GEMINI ? "\"generationConfig\":{\"temperature\":" + value + "}" : "\"temperature\":" + value);
    }

    /** The name of a field, or of one beneath it. */
    String field(String blamed) {
        return switch (blamed) {
            case "result" -> resultField;
            case "picture" -> pictureField;
            case "temperature" -> this == GEMINI ? "generationConfig.temperature" : blamed;
            default -> blamed.startsWith("turns") ? turnsField + blamed.substring("turns".length()) : blamed;
        };
    }

    /** How an error of this API that blames a field begins, and how it names the field. */
    String error(String field) {
        return switch (this) {
            case CHAT, RESPONSES -> "\"param\":" + (field.isEmpty() ? "null" : "\"" + field + "\"");
            case MESSAGES -> "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"";
            case GEMINI ->
                field.isEmpty()
                        ? "\"status\":\"INVALID_ARGUMENT\""
                        : "\"fieldViolations\":[{\"field\":\"" + field + "\"}]";
        };
    }
}
