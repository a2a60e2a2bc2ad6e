package dev.sluice.provider.google;

import dev.sluice.provider.testkit.http.Request;
import dev.sluice.provider.testkit.http.Response;
import dev.sluice.provider.testkit.http.Script;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;

/** Answers as Google's reference says: one model that repeats what the user says, or calls the tool it is offered. */
final class GeminiUpstream implements Script {
    static final String KEY = "AIza-synthetic";
    static final String MODEL = "gemini-2.5-flash";
    static final String CONTENT = "/v1beta/models/" + MODEL + ":generateContent";
    static final String STREAM = "/v1beta/models/" + MODEL + ":streamGenerateContent";
    static final String COUNT = "/v1beta/models/" + MODEL + ":countTokens";
    static final String EMBEDDINGS = "/v1beta/openai/embeddings";

    @Override
    public Response answer(Request request) {
        String shown = request.path().equals(EMBEDDINGS)
                ? request.header("Authorization").orElse("").replaceFirst("^Bearer ", "")
                : request.header("x-goog-api-key").orElse("");
        if (!shown.equals(KEY)) {
            return error(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.", "API_KEY_INVALID");
        }
        return switch (request.path()) {
            case "/v1beta/models" -> models(request);
            case CONTENT -> json(part(request.json(), true));
            case STREAM ->
                request.query("alt").orElse("").equals("sse")
                        ? Response.events(events(request.json()))
                        : json("[" + part(request.json(), true) + "]");
            case COUNT -> json("{\"totalTokens\":8}");
            case EMBEDDINGS ->
                json("{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.1]}],"
                        + "\"model\":\"gemini-embedding-001\"}");
            default -> error(404, "NOT_FOUND", "models/x is not found for API version v1beta", "");
        };
    }

    /** Two pages, however many are asked for. */
    private static Response models(Request request) {
        return json(request.query("pageToken").orElse("").equals("next page") ? """
                {"models":[
                  {"name":"models/gemini-embedding-001","displayName":"Gemini Embedding 001","inputTokenLimit":2048,
                   "outputTokenLimit":1,"supportedGenerationMethods":["embedContent"]},
                  {"name":"models/imagen-4","supportedGenerationMethods":["predict"]}]}""" : """
                {"models":[
                  {"name":"models/gemini-2.5-flash","version":"001","displayName":"Gemini 2.5 Flash",
                   "inputTokenLimit":1048576,"outputTokenLimit":65536,"thinking":true,
                   "supportedGenerationMethods":["generateContent","countTokens"]}],
                 "nextPageToken":"next page"}""");
    }

    private static List<String> events(JsonObject request) {
        return List.of(event(part(request, false)), event(part(request, true)));
    }

    /** A whole answer, or a piece of one. */
    private static String part(JsonObject request, boolean last) {
        JsonValue text = request.getJsonArray("contents")
                .getJsonObject(0)
                .getJsonArray("parts")
                .getJsonObject(0)
                .get("text");
        String part = request.containsKey("tools")
                ? "{\"functionCall\":{\"name\":\"" + tool(request) + "\",\"args\":{}}}"
                : "{\"text\":" + text + "}";
        String end = last ? ",\"finishReason\":\"STOP\"" : "";
        return "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[" + part + "]}" + end
                + ",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":8,\"candidatesTokenCount\":5,"
                + "\"thoughtsTokenCount\":3,\"cachedContentTokenCount\":2,\"totalTokenCount\":16},"
                + "\"modelVersion\":\"" + MODEL + "\",\"responseId\":\"r1\"}";
    }

    private static String tool(JsonObject request) {
        return request.getJsonArray("tools")
                .getJsonObject(0)
                .getJsonArray("functionDeclarations")
                .getJsonObject(0)
                .getString("name");
    }

    static String event(String data) {
        return "data: " + data + "\n\n";
    }

    static Response json(String body) {
        return Response.of(200, "application/json; charset=UTF-8", body);
    }

    static Response error(int status, String name, String message, String reason) {
        String details = reason.isEmpty()
                ? ""
                : ",\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"" + reason
                        + "\"}]";
        return Response.of(
                status,
                "application/json; charset=UTF-8",
                "{\"error\":{\"code\":" + status + ",\"message\":\"" + message + "\",\"status\":\"" + name + "\""
                        + details + "}}");
    }
}
