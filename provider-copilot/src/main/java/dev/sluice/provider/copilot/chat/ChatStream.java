package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.json.JsonText;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.TokenUsage;
import dev.sluice.provider.copilot.errors.ErrorClassifier;
import dev.sluice.provider.support.StreamRules;
import dev.sluice.provider.support.WatchedStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rules of Copilot's stream of a chat completion, which is normalized to what OpenAI documents. Its last event is
 * {@code [DONE]}, and it comes only where the upstream finished every choice that it began, or said so itself;
 * otherwise {@link EventStream#next()} throws.
 *
 * <p>Where the client asked for one choice, the chunk that ends it is held back until it is sure that no
 * further part of the message follows.
 */
public final class ChatStream implements StreamRules {
    private static final String PATH = "/chat/completions";
    /** The data of the last event. */
    static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final ChunkNormalizer normalizer;
    private final boolean single;
    private final boolean usageWanted;
    private @Nullable ServerSentEvent finishing;
    private @Nullable ServerSentEvent closingUsage;
    private volatile @Nullable TokenUsage usage;

    private ChatStream(ChatRequest request, Clock clock) {
        this.normalizer = new ChunkNormalizer(request, clock);
        this.single = request.choices() == 1;
        this.usageWanted = request.usageWanted();
    }

    /**
     * Wraps an upstream's stream, which is closed with this one. The clock gives the time of creation where the
     * upstream does not.
     */
    public static EventStream of(EventStream upstream, ChatRequest request, Clock clock) {
        return WatchedStream.of(upstream, new ChatStream(request, clock));
    }

    @Override
    public boolean onEvent(ServerSentEvent event, Consumer<ServerSentEvent> out) {
        try {
            return handle(event, out);
        } catch (JsonException malformed) {
            throw new ProviderException(
                    ErrorKind.UPSTREAM_PROTOCOL,
                    "GitHub Copilot sent a chunk that is not the JSON of a chat completion: " + malformed.getMessage()
                            + ".",
                    malformed);
        }
    }

    private boolean handle(ServerSentEvent event, Consumer<ServerSentEvent> out) {
        if (startsObject(event.data())) {
            accept(event, out);
            return false;
        }
        String text = event.text().strip();
        if (text.equals("[DONE]")) {
            end(out);
            return true;
        }
        if (!text.isEmpty()) {
            accept(event, out);
        }
        return false;
    }

    @Override
    public void onEnd(Consumer<ServerSentEvent> out) {
        if (normalizer.choices().isEmpty() || !normalizer.choices().stream().allMatch(ChoiceNormalizer::isFinished)) {
            throw new ProviderException(
                    ErrorKind.UPSTREAM_UNAVAILABLE,
                    "GitHub Copilot's answer ended before it was complete: the stream closed without a finish"
                            + " reason. Try again.");
        }
        end(out);
    }

    @Override
    public Optional<TokenUsage> usage() {
        return Optional.ofNullable(usage);
    }

    private static boolean startsObject(byte[] data) {
        return data.length > 0 && data[0] == '{';
    }

    private void accept(ServerSentEvent event, Consumer<ServerSentEvent> out) {
        JsonDocument document = JsonDocument.parse(event.data());
        JsonNode chunk = document.root().require(Kind.OBJECT);
        JsonNode error = chunk.get("error");
        if (error.is(Kind.OBJECT) || error.hasText()) {
            throw ErrorClassifier.reported(PATH, event.data());
        }
        JsonNode used = chunk.get("usage");
        if (used.is(Kind.OBJECT)) {
            usage = ChatUsage.of(used);
        }
        JsonNode choices = chunk.get("choices");
        int count = choices.is(Kind.ARRAY) ? choices.size() : 0;
        if (count == 0) {
            // Filter results of the prompt, references and the like: strict clients fail on them. Only
            // the tokens used may come without a choice, and only if asked for.
            if (used.is(Kind.OBJECT) && usageWanted) {
                closingUsage = ServerSentEvent.of(
                        choices.is(Kind.ARRAY)
                                ? normalizer.normalize(document, choices)
                                : normalizer.usageChunk(used.copy()));
            }
        } else if (single && count > 1) {
            for (byte[] part : ChunkNormalizer.split(document)) {
                JsonDocument alone = JsonDocument.parse(part);
                relay(ServerSentEvent.of(part), alone, alone.root().get("choices"), out);
            }
        } else {
            relay(event, document, choices, out);
        }
    }

    private void relay(ServerSentEvent event, JsonDocument chunk, JsonNode choices, Consumer<ServerSentEvent> out) {
        byte[] normalized = normalizer.normalize(chunk, choices);
        boolean untouched = isSame(normalized, event.data()) && event.type().isEmpty();
        ServerSentEvent relayed = untouched ? event : ServerSentEvent.of(normalized);
        if (!single) {
            out.accept(relayed);
            return;
        }
        ServerSentEvent held = finishing;
        if (held != null) {
            // It was not the end after all.
            out.accept(withFinishReason(held, ChoiceNormalizer.NULL));
            finishing = null;
        }
        if (normalizer.ended()) {
            finishing = relayed;
        } else {
            out.accept(relayed);
        }
    }

    // The very same array is what says that nothing was edited.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(byte[] normalized, byte[] original) {
        return normalized == original;
    }

    private void end(Consumer<ServerSentEvent> out) {
        if (single) {
            endSingle(out);
        } else {
            endEach(out);
        }
        endUsage(out);
        out.accept(ServerSentEvent.of(DONE));
    }

    private void endSingle(Consumer<ServerSentEvent> out) {
        ChoiceNormalizer choice = normalizer.choice(0);
        ServerSentEvent held = finishing;
        out.accept(
                held == null
                        ? ServerSentEvent.of(normalizer.finish(choice))
                        : withFinishReason(held, JsonText.quoted(choice.finishReason())));
        finishing = null;
    }

    private void endEach(Consumer<ServerSentEvent> out) {
        // Announced as complete without a choice at all: an empty one.
        if (normalizer.choices().isEmpty()) {
            normalizer.choice(0);
        }
        for (ChoiceNormalizer choice : normalizer.choices()) {
            if (!choice.isFinished()) {
                out.accept(ServerSentEvent.of(normalizer.finish(choice)));
            }
        }
    }

    private void endUsage(Consumer<ServerSentEvent> out) {
        ServerSentEvent told = closingUsage;
        byte[] taken = normalizer.usage();
        if (told != null) {
            out.accept(told);
        } else if (taken != null) {
            out.accept(ServerSentEvent.of(normalizer.usageChunk(taken)));
        }
    }

    /** The same event if it has that reason already. */
    private static ServerSentEvent withFinishReason(ServerSentEvent event, byte[] literal) {
        JsonDocument chunk = JsonDocument.parse(event.data());
        JsonNode finish = chunk.root().get("choices").iterator().next().get("finish_reason");
        return finish.isWrittenAs(literal)
                ? event
                : ServerSentEvent.of(JsonEdits.of(chunk).set(finish, literal).write());
    }
}
