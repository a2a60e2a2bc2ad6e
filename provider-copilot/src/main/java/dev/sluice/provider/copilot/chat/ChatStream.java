package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonText;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.TokenUsage;
import dev.sluice.provider.copilot.api.Remainder;
import dev.sluice.provider.copilot.errors.CopilotErrors;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Copilot's stream of a chat completion, mended to what OpenAI documents. Its last event is {@code
 * [DONE]}, and it comes only where the upstream finished every choice that it began, or said so itself;
 * otherwise {@link #next()} throws.
 *
 * <p>Where the caller asked for one choice, the chunk that ends it is held back until it is sure that no
 * further part of the message follows.
 *
 * <p>Behind {@code [DONE]} it waits for the end of the upstream's body, as long as the upstream's own
 * deadline lets it, so that the connection can be used again. Until then it is not {@link #ready()}, so
 * that the caller has had {@code [DONE]} by then.
 */
public final class ChatStream implements EventStream {
    private static final String PATH = "/chat/completions";
    /** The data of the last event. */
    static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final EventStream upstream;
    private final Remainder remainder;
    private final ChunkMender mender;
    private final boolean single;
    private final boolean usageWanted;
    private final Queue<ServerSentEvent> pending = new ArrayDeque<>(4);
    private @Nullable ServerSentEvent finishing;
    private @Nullable ServerSentEvent closingUsage;
    private @Nullable ProviderException failure;
    private volatile @Nullable TokenUsage usage;
    private boolean ended;

    /**
     * Wraps an upstream's stream.
     *
     * @param upstream the events as they come; closed with this stream
     * @param request what was asked
     * @param clock tells the time of creation where the upstream does not
     */
    public ChatStream(EventStream upstream, MendedRequest request, Clock clock) {
        this.upstream = upstream;
        this.remainder = new Remainder(upstream);
        this.mender = new ChunkMender(request, clock);
        this.single = request.choices() == 1;
        this.usageWanted = request.usageWanted();
    }

    @Override
    public @Nullable ServerSentEvent next() {
        while (pending.isEmpty() && failure == null && !ended) {
            advance();
        }
        ServerSentEvent event = pending.poll();
        if (event == null) {
            if (failure != null) {
                throw failure;
            }
            remainder.read();
        }
        return event;
    }

    /**
     * Looks ahead as far as the network need not be waited for: an event that has come may well be one
     * that is held back or dropped.
     */
    @Override
    public boolean ready() {
        while (pending.isEmpty() && failure == null && !ended && upstream.ready()) {
            advance();
        }
        return !pending.isEmpty() || failure != null || (ended && remainder.ready());
    }

    @Override
    public Optional<TokenUsage> usage() {
        return Optional.ofNullable(usage);
    }

    @Override
    public void close() {
        upstream.close();
    }

    private void advance() {
        try {
            ServerSentEvent event = upstream.next();
            if (event == null) {
                end(false);
            } else if (startsObject(event.data())) {
                accept(event);
            } else {
                acceptText(event);
            }
        } catch (ProviderException broken) {
            failure = broken;
        } catch (JsonException malformed) {
            failure = new ProviderException(
                    ErrorKind.UPSTREAM_PROTOCOL,
                    "GitHub Copilot sent a chunk that is not the JSON of a chat completion: " + malformed.getMessage()
                            + ".",
                    malformed);
        }
    }

    private static boolean startsObject(byte[] data) {
        return data.length > 0 && data[0] == '{';
    }

    private void acceptText(ServerSentEvent event) {
        String text = event.text().strip();
        if (text.equals("[DONE]")) {
            end(true);
        } else if (!text.isEmpty()) {
            accept(event);
        }
    }

    private void accept(ServerSentEvent event) {
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
                relay(ServerSentEvent.of(part), ChunkScan.of(part));
            }
        } else {
            relay(event, chunk);
        }
    }

    private void relay(ServerSentEvent event, ChunkScan chunk) {
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
            pending.add(relayed);
            return;
        }
        ServerSentEvent held = finishing;
        if (held != null) {
            // It was not the end after all.
            pending.add(withFinishReason(held, "null"));
            finishing = null;
        }
        if (finishes) {
            finishing = relayed;
        } else {
            pending.add(relayed);
        }
    }

    // The very same array is what says that nothing was edited.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(byte[] mended, byte[] original) {
        return mended == original;
    }

    private void end(boolean announced) {
        if (!announced && !complete()) {
            throw new ProviderException(
                    ErrorKind.UPSTREAM_UNAVAILABLE,
                    "GitHub Copilot's answer ended before it was complete: the stream closed without a finish"
                            + " reason. Try again.");
        }
        if (single) {
            endSingle();
        } else {
            endEach();
        }
        endUsage();
        pending.add(ServerSentEvent.of(DONE));
        ended = true;
    }

    private boolean complete() {
        return !mender.choices().isEmpty() && mender.choices().stream().allMatch(ChoiceMender::isFinished);
    }

    private void endSingle() {
        ChoiceMender choice = mender.choice(0);
        ServerSentEvent held = finishing;
        pending.add(
                held == null
                        ? ServerSentEvent.of(mender.finish(choice))
                        : withFinishReason(held, JsonText.quote(choice.finishReason())));
        finishing = null;
    }

    private void endEach() {
        // Announced as complete without a choice at all: an empty one.
        List<ChoiceMender> choices = mender.choices().isEmpty() ? List.of(mender.choice(0)) : mender.choices();
        for (ChoiceMender choice : choices) {
            if (!choice.isFinished()) {
                pending.add(ServerSentEvent.of(mender.finish(choice)));
            }
        }
    }

    private void endUsage() {
        ServerSentEvent told = closingUsage;
        byte[] taken = mender.usage();
        if (told != null) {
            pending.add(told);
        } else if (taken != null) {
            pending.add(ServerSentEvent.of(mender.usageChunk(taken)));
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
