package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Reply;
import dev.sluice.provider.copilot.errors.ErrorClassifier;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** Normalizes Copilot's whole reply to a chat completion to what OpenAI documents. */
public final class ChatReply {
    private static final String PATH = "/chat/completions";
    private static final byte[] ASSISTANT = utf8("\"assistant\"");
    private static final byte[] STOP = utf8("\"stop\"");
    private static final byte[] TOOL_CALLS = utf8("\"tool_calls\"");

    private ChatReply() {}

    /**
     * Normalizes a reply: choices that are parts of one message become one, and what is missing is added.
     *
     * @param clock tells the time of creation where the upstream does not
     * @return the same array if it needed no change, and the tokens used
     * @throws ProviderException with UPSTREAM_PROTOCOL if it is no chat completion; of the kind that
     *     the upstream reports if it is an error under status 200
     */
    public static Reply.Complete normalize(Headers headers, byte[] body, ChatRequest request, Clock clock) {
        try {
            JsonDocument reply = JsonDocument.parse(body);
            JsonNode choices = choices(reply.root().require(Kind.OBJECT), body);
            if (request.choices() == 1 && choices.size() > 1) {
                reply = JsonDocument.parse(JsonEdits.of(reply)
                        .set(choices, ChoiceMerge.merge(choices))
                        .write());
            }
            JsonNode usage = reply.root().get("usage");
            byte[] normalized = normalized(reply, new Identity("chat.completion", request.model(), clock));
            return usage.is(Kind.OBJECT)
                    ? Reply.Complete.of(headers, normalized, ChatUsage.of(usage))
                    : Reply.Complete.of(headers, normalized);
        } catch (JsonException malformed) {
            throw new ProviderException(
                    ErrorKind.UPSTREAM_PROTOCOL,
                    "GitHub Copilot's answer is not the JSON of a chat completion: " + malformed.getMessage() + ".",
                    malformed);
        }
    }

    private static JsonNode choices(JsonNode reply, byte[] body) {
        JsonNode error = reply.get("error");
        if (error.is(Kind.OBJECT) || error.hasText()) {
            throw ErrorClassifier.reported(PATH, body);
        }
        JsonNode choices = reply.get("choices");
        if (!choices.is(Kind.ARRAY) || choices.isEmpty()) {
            throw notACompletion("has no choices");
        }
        for (JsonNode choice : choices) {
            JsonNode message = choice.require(Kind.OBJECT).get("message");
            if (message.is(Kind.ABSENT)) {
                throw notACompletion("has a choice without a message");
            }
            message.require(Kind.OBJECT);
        }
        return choices;
    }

    private static ProviderException notACompletion(String problem) {
        return new ProviderException(
                ErrorKind.UPSTREAM_PROTOCOL, "GitHub Copilot's answer " + problem + ", so it is no chat completion.");
    }

    private static byte[] normalized(JsonDocument reply, Identity identity) {
        JsonEdits edits = JsonEdits.of(reply);
        identity.normalize(reply.root(), edits);
        int i = 0;
        for (JsonNode choice : reply.root().get("choices")) {
            JsonNode message = choice.get("message");
            if (!choice.get("index").is(Kind.NUMBER)) {
                edits.set(choice, "index", utf8(Integer.toString(i)));
            }
            if (!choice.get("finish_reason").hasText()) {
                JsonNode calls = message.get("tool_calls");
                edits.set(choice, "finish_reason", calls.is(Kind.ARRAY) && !calls.isEmpty() ? TOOL_CALLS : STOP);
            }
            addNullIfMissing(choice, "logprobs", edits);
            if (!message.get("role").hasText()) {
                edits.set(message, "role", ASSISTANT);
            }
            addNullIfMissing(message, "content", edits);
            addNullIfMissing(message, "refusal", edits);
            i++;
        }
        return edits.write();
    }

    private static void addNullIfMissing(JsonNode object, String name, JsonEdits edits) {
        if (object.get(name).is(Kind.ABSENT)) {
            edits.append(object, name, ChoiceNormalizer.NULL);
        }
    }

    private static byte[] utf8(String json) {
        return json.getBytes(StandardCharsets.US_ASCII);
    }
}
