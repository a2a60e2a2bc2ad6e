package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonReader.Kind;
import dev.sluice.json.JsonSpan;
import dev.sluice.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Mends the chunks of one stream, one after the other. */
final class ChunkMender {
    private final boolean single;
    private final boolean usageWanted;
    private final Identity identity;
    private final Map<Integer, ChoiceMender> choices = new TreeMap<>();
    private byte @Nullable [] usage;

    ChunkMender(MendedRequest request, Clock clock) {
        this.single = request.choices() == 1;
        this.usageWanted = request.usageWanted();
        this.identity = new Identity("chat.completion.chunk", request.model(), clock);
    }

    /** The choices as the caller sees them, in order. */
    List<ChoiceMender> choices() {
        return List.copyOf(choices.values());
    }

    ChoiceMender choice(int index) {
        return choices.computeIfAbsent(index, ChoiceMender::new);
    }

    /** The tokens used, taken out of a chunk to be told at the end; null if there were none to take. */
    byte @Nullable [] usage() {
        return usage;
    }

    /**
     * Mends a chunk.
     *
     * @return the chunk's own array if there was nothing to mend
     */
    byte[] mend(ChunkScan chunk) {
        byte[] json = chunk.json();
        JsonEdits edits = JsonEdits.of(json);
        identity.mend(json, chunk.envelope(), edits, new Additions(edits, chunk.closingBrace(), chunk.empty()));
        List<ChoiceScan> found = chunk.choices();
        for (int i = 0; i < found.size(); i++) {
            ChoiceScan scan = found.get(i);
            int number = scan.number() < 0 ? i : scan.number();
            choice(single ? 0 : number).mend(json, scan, number, edits);
        }
        Field used = chunk.envelope().usage();
        if (used != null && !found.isEmpty()) {
            if (usageWanted) {
                usage = used.bytes(json);
            }
            // Next to a choice, the official SDKs' accumulators take it for the end and lose the choices.
            edits.replace(used.span(), "null");
        }
        return edits.apply();
    }

    /** Makes one chunk of each choice of a chunk that has several, so that no client overlooks one. */
    static List<byte[]> split(ChunkScan chunk) {
        JsonSpan inside = new JsonSpan(
                chunk.choicesSpan().start() + 1, chunk.choicesSpan().end() - 1);
        Field used = chunk.envelope().usage();
        List<byte[]> parts = new ArrayList<>();
        for (ChoiceScan choice : chunk.choices()) {
            JsonEdits edits = JsonEdits.of(chunk.json())
                    .replace(inside, new Field(Kind.OBJECT, choice.span()).bytes(chunk.json()));
            // Told once, by the last.
            if (used != null && choice != chunk.choices().getLast()) {
                edits.replace(used.span(), "null");
            }
            parts.add(edits.apply());
        }
        return parts;
    }

    /** Makes a chunk that ends a choice. */
    byte[] finish(ChoiceMender choice) {
        return chunk("[{\"index\":" + choice.index() + ",\"delta\":" + choice.emptyDelta() + ",\"finish_reason\":"
                + JsonText.quote(choice.finishReason()) + "}]");
    }

    /** Makes the chunk that tells the tokens used. */
    byte[] usageChunk(byte[] object) {
        return chunk("[],\"usage\":" + new String(object, StandardCharsets.UTF_8));
    }

    private byte[] chunk(String choicesAndMore) {
        return ("{" + identity.members() + ",\"choices\":" + choicesAndMore + "}").getBytes(StandardCharsets.UTF_8);
    }
}
