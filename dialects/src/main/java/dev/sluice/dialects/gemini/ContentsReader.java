package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.LeftOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what was said, turn by turn. Used by one thread. */
final class ContentsReader {
    private static final Map<String, Role> ROLES =
            Map.of("user", Role.USER, "model", Role.ASSISTANT, "function", Role.USER);
    private static final List<String> KINDS =
            List.of("text", "inlineData", "fileData", "functionCall", "functionResponse");
    private static final List<String> HOSTED =
            List.of("executableCode", "codeExecutionResult", "toolCall", "toolResponse");

    private final LeftOut leftOut;
    private final List<Turn> turns;
    private final MediaReader media;
    private final FunctionResponseReader responses;
    private final CallPairing pairing = new CallPairing();
    private AnswerCollector said = new AnswerCollector();
    private ModelPartReader modelParts = modelParts();
    private boolean modelSpeaks;
    private int turn;
    private int calls;

    ContentsReader(LeftOut leftOut, List<Turn> turns) {
        this.leftOut = leftOut;
        this.turns = turns;
        this.media = new MediaReader(leftOut);
        this.responses = new FunctionResponseReader(leftOut, media);
    }

    /** Adds the turns of {@code contents}. */
    void read(Fields request) {
        List<Fields> contents = request.list("contents");
        if (contents.isEmpty()) {
            throw request.has("contents")
                    ? request.wrong("contents", "must not be empty")
                    : request.missing("contents");
        }
        for (Fields content : contents) {
            if (content.choice("role", ROLES).orElse(Role.USER) == Role.ASSISTANT) {
                model(content);
            } else {
                endModelTurn();
                user(content);
            }
            content.leaveOutRest(leftOut);
            turn++;
        }
        endModelTurn();
        pairing.requireAnswered();
    }

    /** Programs that gather a stream tell each of its events as a content of its own: what follows is one turn. */
    private void model(Fields content) {
        if (!modelSpeaks) {
            pairing.requireAnswered();
            modelSpeaks = true;
        }
        calls = 0;
        for (Fields part : parts(content)) {
            kind(part);
            part.refuse("functionResponse", "can't be what the model said; its content's role is 'user'");
            Optional<Part> medium = media.read(part);
            if (medium.isPresent()) {
                modelParts.interrupt();
                said.add(medium.get());
            }
            modelParts.read(part, List.of(), said);
            leaveOutRest(part);
        }
    }

    private void user(Fields content) {
        List<Part> parts = new ArrayList<>();
        for (Fields part : parts(content)) {
            String kind = kind(part);
            part.refuse("functionCall", "can't be what the user said; its content's role is 'model'");
            if (part.flag("thought").orElse(false)) {
                throw part.wrong("thought", "can't be what the user said; its content's role is 'model'");
            }
            if (kind.isEmpty()) {
                throw part.wrong("text", "is missing, and so is any other kind of content");
            }
            part.leaveOut(leftOut, "thoughtSignature");
            part.raw("text").filter(text -> !text.isEmpty()).map(Part.Text::new).ifPresent(parts::add);
            media.read(part).ifPresent(parts::add);
            part.fields("functionResponse")
                    .map(response -> responses.read(response, pairing))
                    .ifPresent(parts::add);
            leaveOutRest(part);
        }
        if (parts.isEmpty()) {
            throw content.wrong("parts", "hold nothing but empty texts");
        }
        turns.add(new Turn(Role.USER, parts));
    }

    private void endModelTurn() {
        modelSpeaks = false;
        List<Part> parts = said.parts();
        if (!parts.isEmpty()) {
            turns.add(new Turn(Role.ASSISTANT, parts));
            said = new AnswerCollector();
            modelParts = modelParts();
        }
    }

    private ModelPartReader modelParts() {
        return new ModelPartReader((reported, name, call) -> {
            call.leaveOutRest(leftOut);
            return pairing.called(reported, "call_" + turn + "_" + calls++, name, call);
        });
    }

    private static List<Fields> parts(Fields content) {
        List<Fields> parts = content.list("parts");
        if (parts.isEmpty()) {
            throw content.has("parts") ? content.wrong("parts", "must not be empty") : content.missing("parts");
        }
        return parts;
    }

    /** Returns which field tells what the part is; empty if it is a signature alone. */
    private static String kind(Fields part) {
        HOSTED.forEach(name -> part.refuse(
                name, "is of a tool that Google's own side runs, and the model asked for has none; leave it out"));
        String found = "";
        for (String kind : KINDS) {
            if (part.has(kind)) {
                if (!found.isEmpty()) {
                    throw part.wrong(kind, "stands beside '" + found + "', but a part is one thing only");
                }
                found = kind;
            }
        }
        if (found.isEmpty() && !part.has("thoughtSignature")) {
            throw part.wrong("text", "is missing, and so is any other kind of content");
        }
        return found;
    }

    private void leaveOutRest(Fields part) {
        part.ignore("thought", "thoughtSignature", "text");
        part.leaveOutRest(leftOut);
    }
}
