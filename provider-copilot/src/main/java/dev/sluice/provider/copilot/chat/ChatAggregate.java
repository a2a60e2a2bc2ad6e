package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.json.JsonText;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Reply;
import dev.sluice.provider.ServerSentEvent;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Collects a stream into one answer, for clients that want one body of a model that only streams, or
 * that writes less when it does not.
 */
public final class ChatAggregate {
    /** The most text that is collected, in bytes; many times what any model writes. */
    private static final long LIMIT = 64L * 1024 * 1024;

    /** Of each chunk, not of the answer. */
    private static final Set<String> OF_CHUNKS = Set.of("choices", "object", "obfuscation", "padding");

    private final RawObject answer = new RawObject().put("object", JsonText.quoted("chat.completion"));
    private final Map<Integer, ChoiceParts> choices = new TreeMap<>();

    private ChatAggregate() {}

    /**
     * Reads a normalized stream to its end and closes it; throws as {@link EventStream#next()} does: half an answer is
     * none.
     */
    public static Reply.Complete of(Headers headers, EventStream stream) {
        try (stream) {
            ChatAggregate aggregate = new ChatAggregate();
            ServerSentEvent event = stream.next();
            while (event != null) {
                aggregate.take(event.data());
                event = stream.next();
            }
            byte[] body = aggregate.json();
            return stream.usage()
                    .map(usage -> Reply.Complete.of(headers, body, usage))
                    .orElseGet(() -> Reply.Complete.of(headers, body));
        }
    }

    private void take(byte[] json) {
        if (Arrays.equals(json, ChatStream.DONE)) {
            // The end, which the stream has made sure of.
            return;
        }
        JsonNode chunk = JsonDocument.parse(json).root();
        for (JsonNode member : chunk) {
            if (!OF_CHUNKS.contains(member.name()) && !member.is(Kind.NULL)) {
                answer.put(member.name(), member.copy());
            }
        }
        for (JsonNode choice : chunk.get("choices")) {
            choices.computeIfAbsent(ChoiceNormalizer.number(choice.get("index")), ChoiceParts::new)
                    .take(choice);
        }
        long size = 0;
        for (ChoiceParts choice : choices.values()) {
            size += choice.size();
        }
        if (size > LIMIT) {
            throw new ProviderException(
                    ErrorKind.UPSTREAM_PROTOCOL,
                    "GitHub Copilot's answer is longer than " + LIMIT + " bytes. Ask for a stream instead.");
        }
    }

    private byte[] json() {
        return answer.put(
                        "choices",
                        RawObject.array(
                                choices.values().stream().map(ChoiceParts::json).toList()))
                .json();
    }
}
