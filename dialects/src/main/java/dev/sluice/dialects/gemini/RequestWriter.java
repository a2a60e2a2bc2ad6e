package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Hints;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonOutput;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.util.List;

/** Writes a request to one of Google's models. Used by one thread. */
final class RequestWriter {
    private final ModelFamily family;
    private final LeftOut leftOut;

    RequestWriter(ModelFamily family, LeftOut leftOut) {
        this.family = family;
        this.leftOut = leftOut;
    }

    void write(Conversation conversation, JsonOutput out) {
        List<Turn> turns = conversation.turns();
        int instructions = instructions(turns);
        out.object();
        if (instructions > 0) {
            instruction(turns.subList(0, instructions), out.name("systemInstruction"));
        }
        new ContentsWriter(family, leftOut, out.name("contents")).write(turns.subList(instructions, turns.size()));
        new ToolsWriter(leftOut).write(conversation.tools(), out);
        new GenerationConfigWriter(family, leftOut).write(conversation, out);
        note(conversation.hints());
        out.endObject();
    }

    /** Those at the beginning; all that follow stay in their place, said by the user. There must be something said. */
    private static int instructions(List<Turn> turns) {
        int count = 0;
        while (count < turns.size() && isInstruction(turns.get(count))) {
            count++;
        }
        return count == turns.size() ? 0 : count;
    }

    private static boolean isInstruction(Turn turn) {
        return turn.role().instructs();
    }

    private static void instruction(List<Turn> turns, JsonOutput out) {
        out.object().name("parts").array();
        for (Turn turn : turns) {
            for (Part part : turn.parts()) {
                if (!(part instanceof Part.Text text)) {
                    throw new ProviderException(
                            ErrorKind.INVALID_REQUEST,
                            "The model asked for takes only text in a system message; send the rest as the user's.");
                }
                out.object().add("text", text.raw()).endObject();
            }
        }
        out.endArray().endObject();
    }

    private void note(Hints hints) {
        hints.endUser().ifPresent(_ -> leftOut.note("user"));
        hints.cacheKey().ifPresent(_ -> leftOut.note("prompt_cache_key"));
    }
}
