package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.json.CallInput;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonOutput;
import dev.sluice.json.RawText;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Writes what was said: user and model in turn, and results of tools right behind their calls, as Google insists. Used
 * by one thread.
 */
final class ContentsWriter {
    private final ModelFamily family;
    private final LeftOut leftOut;
    private final MediaWriter media;
    private final JsonOutput out;
    private boolean empty = true;
    /** The names of the calls that wait for their results, by id. */
    private final SequencedMap<String, String> open = new LinkedHashMap<>();

    ContentsWriter(ModelFamily family, LeftOut leftOut, JsonOutput out) {
        this.family = family;
        this.leftOut = leftOut;
        this.out = out;
        this.media = new MediaWriter(leftOut);
    }

    void write(List<Turn> turns) {
        out.array();
        List<Part> said = new ArrayList<>();
        boolean models = false;
        for (Turn turn : turns) {
            List<Part> parts = turn.parts().stream().filter(this::isSaid).toList();
            boolean assistant = turn.role() == Role.ASSISTANT;
            if (!parts.isEmpty() && assistant != models) {
                content(models, said);
                said = new ArrayList<>();
                models = assistant;
            }
            said.addAll(parts);
        }
        content(models, said);
        if (!open.isEmpty()) {
            throw missingResult();
        }
        if (empty) {
            throw invalid("There is nothing to answer: no message holds anything.");
        }
        out.endArray();
    }

    /** Google refuses empty texts, and what models of others thought in secret means nothing to its own. */
    private boolean isSaid(Part part) {
        return switch (part) {
            case Part.Text text -> !text.raw().isEmpty();
            case Part.Refusal refusal -> !refusal.text().isEmpty();
            case Part.Reasoning thought -> {
                boolean own = thought.opaque().filter(ContentsWriter::isOwn).isPresent();
                if (!own && thought.opaque().isPresent()) {
                    leftOut.note("reasoning");
                }
                yield own || !thought.text().isEmpty();
            }
            default -> true;
        };
    }

    private static boolean isOwn(Opaque opaque) {
        return opaque.dialect().equals(Dialect.GEMINI.name());
    }

    private void content(boolean models, List<Part> parts) {
        if (parts.isEmpty()) {
            return;
        }
        empty = false;
        out.object().add("role", models ? "model" : "user").name("parts").array();
        if (models) {
            Optional<String> unsigned = family.signatures() ? Optional.of(Signature.NONE_OF_YOURS) : Optional.empty();
            PartWriter writer = new PartWriter(part -> part.accept(out), false, unsigned);
            parts.forEach(part -> models(part, writer));
            writer.end();
        } else {
            users(parts);
        }
        out.endArray().endObject();
    }

    private void models(Part part, PartWriter writer) {
        switch (part) {
            case Part.Text text -> writer.text(text.raw());
            case Part.Refusal refusal -> writer.text(RawText.of(refusal.text()));
            case Part.Reasoning thought -> {
                if (!thought.text().isEmpty()) {
                    writer.thought(thought.text());
                }
                thought.opaque().filter(ContentsWriter::isOwn).ifPresent(writer::sign);
            }
            case Part.ToolCall call -> {
                if (open.putIfAbsent(call.id(), call.name()) != null) {
                    throw invalid("Two tool calls have the id '" + call.id() + "'; each needs its own.");
                }
                writer.call(call.id(), call.name(), input(call));
            }
            case Part.ToolResult result ->
                throw invalid("The result of the tool call '" + result.callId() + "' can't be what the model said.");
            case Part.Image _, Part.Document _, Part.Audio _ -> writer.other(media.part(part));
        }
    }

    private static RawText input(Part.ToolCall call) {
        return CallInput.object(call.raw())
                .orElseThrow(() -> invalid("The input of the tool call '" + call.id()
                        + "' is not a JSON object, and the model asked for takes nothing else; leave the call and its"
                        + " result out."));
    }

    private void users(List<Part> parts) {
        Map<String, Part.ToolResult> results = new LinkedHashMap<>();
        List<Part> others = new ArrayList<>();
        for (Part part : parts) {
            if (!(part instanceof Part.ToolResult result)) {
                others.add(part);
            } else if (!open.containsKey(result.callId()) || results.put(result.callId(), result) != null) {
                throw invalid("The result of the tool call '" + result.callId()
                        + "' must come once, in the turn behind the call.");
            }
        }
        FunctionResponseWriter responses = new FunctionResponseWriter(family, media);
        while (!open.isEmpty()) {
            Part.ToolResult result = results.get(open.firstEntry().getKey());
            if (result == null) {
                throw missingResult();
            }
            responses.write(result, open.pollFirstEntry().getValue(), out);
        }
        responses.media().forEach(part -> part.accept(out));
        for (Part part : others) {
            switch (part) {
                case Part.Text text -> out.object().add("text", text.raw()).endObject();
                case Part.Image _, Part.Document _, Part.Audio _ ->
                    media.part(part).accept(out);
                default -> throw invalid("Only the model can refuse, think and call tools, not the user.");
            }
        }
    }

    private ProviderException missingResult() {
        return invalid("The tool call '" + open.firstEntry().getKey()
                + "' has no result; send one in the turn behind the call.");
    }

    private static ProviderException invalid(String why) {
        return new ProviderException(ErrorKind.INVALID_REQUEST, why);
    }
}
