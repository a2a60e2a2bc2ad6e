package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Hints;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;

/** Writes a request to one of Google's models. Used by one thread. */
final class RequestWriter {
    private final ModelFamily family;
    private final LeftOut leftOut;

    RequestWriter(ModelFamily family, LeftOut leftOut) {
        this.family = family;
        this.leftOut = leftOut;
    }

    JsonObject write(Conversation conversation) {
        List<Turn> turns = conversation.turns();
        int instructions = instructions(turns);
        JsonObjectBuilder request = JsonTree.object();
        if (instructions > 0) {
            request.add("systemInstruction", instruction(turns.subList(0, instructions)));
        }
        request.add("contents", new ContentsWriter(family, leftOut).write(turns.subList(instructions, turns.size())));
        new ToolsWriter(leftOut).write(conversation.tools(), request);
        JsonObject config = new GenerationConfigWriter(family, leftOut)
                .write(conversation.sampling(), conversation.output(), conversation.thinking());
        if (!config.isEmpty()) {
            request.add("generationConfig", config);
        }
        note(conversation.hints());
        return request.build();
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

    private static JsonObjectBuilder instruction(List<Turn> turns) {
        JsonArrayBuilder parts = JsonTree.array();
        for (Turn turn : turns) {
            for (Part part : turn.parts()) {
                if (!(part instanceof Part.Text text)) {
                    throw new ProviderException(
                            ErrorKind.INVALID_REQUEST,
                            "The model asked for takes only text in a system message; send the rest as the user's.");
                }
                parts.add(JsonTree.object().add("text", text.text()));
            }
        }
        return JsonTree.object().add("parts", parts);
    }

    private void note(Hints hints) {
        hints.endUser().ifPresent(_ -> leftOut.note("user"));
        hints.cacheKey().ifPresent(_ -> leftOut.note("prompt_cache_key"));
    }
}
