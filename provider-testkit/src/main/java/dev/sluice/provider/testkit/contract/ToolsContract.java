package dev.sluice.provider.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import org.junit.jupiter.api.Test;

/** Tools reach the upstream, and its tool calls come back. For models that call tools. */
public interface ToolsContract extends ProviderContract {

    /** A plain reply holds the call. */
    @Test
    default void bringsBackAToolCall() throws Exception {
        try (ContractSubject subject = subject()) {
            String reply = Replies.plain(subject, Requests.withTool(subject, false));
            assertOffered(subject);
            assertTrue(names(Replies.object(reply)), () -> "no call of " + Requests.TOOL + " in " + reply);
        }
    }

    /** So does a stream. */
    @Test
    default void streamsAToolCall() throws Exception {
        try (ContractSubject subject = subject()) {
            String texts = String.join("\n", Replies.texts(subject, Requests.withTool(subject, true)));
            assertOffered(subject);
            assertTrue(
                    texts.contains("\"" + Requests.TOOL + "\""), () -> "no call of " + Requests.TOOL + " in " + texts);
        }
    }

    private static void assertOffered(ContractSubject subject) {
        JsonObject sent = subject.calls().getFirst().json();
        assertTrue(names(sent), () -> "the tool is not offered in " + sent);
    }

    private static boolean names(JsonValue value) {
        return switch (value) {
            case JsonObject object ->
                isNamed(object) || object.values().stream().anyMatch(ToolsContract::names);
            case JsonArray array -> array.stream().anyMatch(ToolsContract::names);
            default -> false;
        };
    }

    private static boolean isNamed(JsonObject object) {
        return object.get("name") instanceof JsonString name && name.getString().equals(Requests.TOOL);
    }
}
