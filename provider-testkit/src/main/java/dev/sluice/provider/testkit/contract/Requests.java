package dev.sluice.provider.testkit.contract;

import dev.sluice.provider.Deadlines;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.ProviderRequest;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The requests that contracts send, in every dialect. */
final class Requests {
    static final Deadlines DEADLINES = Deadlines.each(Duration.ofSeconds(30));
    static final String TOOL = "get_weather";

    private Requests() {}

    static ProviderRequest plain(ContractSubject subject, String text) {
        return request(subject, text, false, false, DEADLINES);
    }

    static ProviderRequest streamed(ContractSubject subject, String text) {
        return request(subject, text, true, false, DEADLINES);
    }

    static ProviderRequest withTool(ContractSubject subject, boolean streaming) {
        return request(subject, "What is the weather in Paris?", streaming, true, DEADLINES);
    }

    static ProviderRequest request(
            ContractSubject subject, String text, boolean streaming, boolean tool, Deadlines deadlines) {
        JsonObjectBuilder body = Json.createObjectBuilder();
        Dialect dialect = subject.dialect();
        if (dialect.equals(Dialect.GEMINI)) {
            body.add(
                    "contents",
                    array(Json.createObjectBuilder()
                            .add("role", "user")
                            .add("parts", array(Json.createObjectBuilder().add("text", text)))));
        } else {
            body.add("model", subject.model());
            body.add(
                    dialect.equals(Dialect.RESPONSES) ? "input" : "messages",
                    array(Json.createObjectBuilder().add("role", "user").add("content", text)));
            if (dialect.equals(Dialect.MESSAGES)) {
                body.add("max_tokens", 100);
            }
            if (streaming) {
                body.add("stream", true);
            }
        }
        if (tool) {
            body.add("tools", array(tool(dialect)));
        }
        byte[] bytes = body.build().toString().getBytes(StandardCharsets.UTF_8);
        return ProviderRequest.builder(dialect, subject.model(), bytes)
                .streaming(streaming)
                .requestId("contract")
                .deadlines(deadlines)
                .build();
    }

    private static JsonObjectBuilder tool(Dialect dialect) {
        JsonObject schema = Json.createObjectBuilder()
                .add("type", "object")
                .add("properties", JsonObject.EMPTY_JSON_OBJECT)
                .build();
        JsonObjectBuilder function =
                Json.createObjectBuilder().add("name", TOOL).add("description", "Tells the weather.");
        if (dialect.equals(Dialect.MESSAGES)) {
            return function.add("input_schema", schema);
        }
        function.add("parameters", schema);
        if (dialect.equals(Dialect.GEMINI)) {
            return Json.createObjectBuilder().add("functionDeclarations", array(function));
        }
        return dialect.equals(Dialect.RESPONSES)
                ? function.add("type", "function")
                : Json.createObjectBuilder().add("type", "function").add("function", function);
    }

    private static JsonArrayBuilder array(JsonObjectBuilder element) {
        return Json.createArrayBuilder().add(element);
    }
}
