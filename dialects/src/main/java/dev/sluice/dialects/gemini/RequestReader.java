package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.form.ToolSet;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.JsonNodes;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonNode;
import dev.sluice.json.RawText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a request. Used by one thread. */
final class RequestReader {
    private final LeftOut leftOut;

    RequestReader(LeftOut leftOut) {
        this.leftOut = leftOut;
    }

    Conversation read(JsonNode body) {
        Fields request = Fields.ofRequest(ProtoNames.camelCase(body));
        request.ignore("model", "stream");
        request.refuse(
                "cachedContent",
                "names a context that is kept by Google, and the model asked for is not; send the contents themselves");
        request.refuse(
                "continuationToken",
                "goes on with an answer that is kept by Google, and the model asked for is not; leave it out");
        List<Turn> turns = new ArrayList<>();
        request.fields("systemInstruction").map(this::instruction).ifPresent(turns::add);
        new ContentsReader(leftOut, turns).read(request);
        ToolSet tools = new ToolsReader(leftOut).read(request);
        GenerationConfigReader config = new GenerationConfigReader(
                request.fields("generationConfig").orElseGet(() -> Fields.ofRequest(JsonNodes.EMPTY)), leftOut);
        Conversation conversation = Conversation.of(turns)
                .withTools(tools)
                .withSampling(config.sampling())
                .withOutput(config.output())
                .withThinking(config.thinking());
        config.leaveOutRest();
        request.leaveOutRest(leftOut);
        return conversation;
    }

    private Turn instruction(Fields instruction) {
        instruction.ignore("role");
        List<Part> texts = new ArrayList<>();
        for (Fields part : instruction.list("parts")) {
            Optional<RawText> text = part.raw("text");
            if (text.isEmpty()) {
                throw part.wrong("text", "is missing: instructions are text");
            }
            text.filter(some -> !some.isEmpty()).map(Part.Text::new).ifPresent(texts::add);
            part.leaveOutRest(leftOut);
        }
        if (texts.isEmpty()) {
            throw instruction.wrong("parts", "must hold a text");
        }
        instruction.leaveOutRest(leftOut);
        return new Turn(Role.SYSTEM, texts);
    }
}
