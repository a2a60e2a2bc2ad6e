package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonText;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.TokenUsage;
import dev.sluice.provider.copilot.errors.CopilotErrors;
import dev.sluice.provider.support.StreamRules;
import dev.sluice.provider.support.WatchedStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rules of Copilot's stream of a chat completion, which is mended to what OpenAI documents. Its last event is
 * {@code [DONE]}, and it comes only where the upstream finished every choice that it began, or said so itself;
 * otherwise {@link EventStream#next()} throws.
 *
 * <p>Where the caller asked for one choice, the chunk that ends it is held back until it is sure that no
 * further part of the message follows.
 */
public final class ChatStream implements StreamRules {
    private static final String PATH = "/chat/completions";
    /** The data of the last event. */
    static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final ChunkMender mender;
    private final boolean single;
    private final boolean usageWanted;
    private @Nullable ServerSentEvent finishing;
    private @Nullable ServerSentEvent closingUsage;
    private volatile @Nullable TokenUsage usage;

    private ChatStream(MendedRequest request, Clock clock) {
        this.mender = new ChunkMender(request, clock);
        this.single = request.choices() == 1;
        this.usageWanted = request.usageWanted();
    }

    /**
     * Wraps an upstream's stream.
     *
     * @param upstream the events as they come; closed with this stream
     * @param request what was asked
     * @param clock tells the time of creation where the upstream does not
     * @return the mended stream
     */
    public static EventStream of(EventStream upstream, MendedRequest request, Clock clock) {
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
        if (mender.choices().isEmpty() || !mender.choices().stream().allMatch(ChoiceMender::isFinished)) {
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
        ChunkScan chunk = ChunkScan.of(event.data());
        Envelope envelope = chunk.envelope();
        if (envelope.error()) {
            throw CopilotErrors.reported(PATH, event.data());
        }
        Field used = envelope.usage();
        if (used != null) {
            usage = UsageReader.read(event.data(), used.span());
        }
        if (chunk.choices().isEmpty()) {
            // Filter results of the prompt, references and the like: strict clients fail on them. Only
            // the tokens used may come without a choice, and only if asked for.
            if (used != null && usageWanted) {
                closingUsage = ServerSentEvent.of(
                        chunk.hasChoiceList() ? mender.mend(chunk) : mender.usageChunk(used.bytes(event.data())));
            }
        } else if (single && chunk.choices().size() > 1) {
            for (byte[] part : ChunkMender.split(chunk)) {
                relay(ServerSentEvent.of(part), ChunkScan.of(part), out);
            }
        } else {
            relay(event, chunk, out);
        }
    }

    private void relay(ServerSentEvent event, ChunkScan chunk, Consumer<ServerSentEvent> out) {
        boolean finishes = false;
        for (ChoiceScan choice : chunk.choices()) {
            if (choice.finishReason().equals("error")) {
                throw new ProviderException(
                        ErrorKind.UPSTREAM_UNAVAILABLE,
                        "GitHub Copilot ended the answer with the finish reason 'error'. Try again.");
            }
            finishes |= !choice.finishReason().isEmpty();
        }
        byte[] mended = mender.mend(chunk);
        boolean untouched = isSame(mended, event.data()) && event.type().isEmpty();
        ServerSentEvent relayed = untouched ? event : ServerSentEvent.of(mended);
        if (!single) {
            out.accept(relayed);
            return;
        }
        ServerSentEvent held = finishing;
        if (held != null) {
            // It was not the end after all.
            out.accept(withFinishReason(held, "null"));
            finishing = null;
        }
        if (finishes) {
            finishing = relayed;
        } else {
            out.accept(relayed);
        }
    }

    // The very same array is what says that nothing was edited.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(byte[] mended, byte[] original) {
        return mended == original;
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
        ChoiceMender choice = mender.choice(0);
        ServerSentEvent held = finishing;
        out.accept(
                held == null
                        ? ServerSentEvent.of(mender.finish(choice))
                        : withFinishReason(held, JsonText.quote(choice.finishReason())));
        finishing = null;
    }

    private void endEach(Consumer<ServerSentEvent> out) {
        // Announced as complete without a choice at all: an empty one.
        List<ChoiceMender> choices = mender.choices().isEmpty() ? List.of(mender.choice(0)) : mender.choices();
        for (ChoiceMender choice : choices) {
            if (!choice.isFinished()) {
                out.accept(ServerSentEvent.of(mender.finish(choice)));
            }
        }
    }

    private void endUsage(Consumer<ServerSentEvent> out) {
        ServerSentEvent told = closingUsage;
        byte[] taken = mender.usage();
        if (told != null) {
            out.accept(told);
        } else if (taken != null) {
            out.accept(ServerSentEvent.of(mender.usageChunk(taken)));
        }
    }

    /** The same event if it has that reason already. */
    private static ServerSentEvent withFinishReason(ServerSentEvent event, String literal) {
        Field finish = ChunkScan.of(event.data()).choices().getFirst().finish();
        if (finish == null || finish.reads(event.data(), literal.getBytes(StandardCharsets.UTF_8))) {
            return event;
        }
        return ServerSentEvent.of(
                JsonEdits.of(event.data()).replace(finish.span(), literal).apply());
    }
}
