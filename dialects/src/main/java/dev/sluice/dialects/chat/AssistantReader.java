package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.EncryptedReasoning;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.provider.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the model's own messages of a request, as clients send them back. */
final class AssistantReader {
    private final ContentReader content;
    private final OpenCalls open;
    private final LeftOut leftOut;

    AssistantReader(ContentReader content, OpenCalls open, LeftOut leftOut) {
        this.content = content;
        this.open = open;
        this.leftOut = leftOut;
    }

    /**
     * Reads a message.
     *
     * @param number tells a call without an id from those of other messages
     */
    List<Part> read(Fields message, int number) {
        message.refuse("audio", "names speech that is kept elsewhere; send its transcript as 'content'");
        // Notes to a text that is all there.
        message.ignore("annotations");
        Thoughts thoughts = Thoughts.of(message);
        Optional<List<Part>> said = content.optional(message, ContentReader.ASSISTANT);
        List<Part> parts = new ArrayList<>(said.orElse(List.of()));
        message.text("refusal").filter(text -> !text.isEmpty()).ifPresent(text -> parts.add(new Part.Refusal(text)));
        List<CallReader.Call> calls = calls(message, number);
        if (said.isEmpty() && parts.isEmpty() && calls.isEmpty() && thoughts.isNone()) {
            throw message.missing("content");
        }
        List<Opaque> opaques = thoughts.opaque()
                .map(text -> EncryptedReasoning.read(Dialect.CHAT_COMPLETIONS, text))
                .orElse(List.of());
        return PartOrder.restored(thoughts.text(), opaques, parts, calls);
    }

    private List<CallReader.Call> calls(Fields message, int number) {
        List<CallReader.Call> calls = new ArrayList<>();
        for (Fields call : message.list("tool_calls")) {
            String id = call.requiredText("id");
            if (id.isEmpty()) {
                throw call.wrong("id", "must not be empty");
            }
            CallReader.Call read = CallReader.read(call, id);
            open.begin(message, call, id, read.part().name());
            call.leaveOutRest(leftOut);
            calls.add(read);
        }
        message.fields("function_call").ifPresent(call -> {
            if (!calls.isEmpty()) {
                throw message.wrong("function_call", "can't stand beside 'tool_calls'");
            }
            Part.ToolCall read =
                    new Part.ToolCall("call_" + number, CallReader.name(call), CallReader.arguments(call), false);
            open.beginLegacy(message, read.id(), read.name());
            calls.add(new CallReader.Call(Optional.empty(), read));
        });
        return calls;
    }
}
