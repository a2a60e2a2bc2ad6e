package dev.sluice.dialects;

import dev.sluice.dialects.chat.ChatCodec;
import dev.sluice.dialects.form.Codec;
import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.form.Source;
import dev.sluice.dialects.form.Target;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.gemini.GeminiCodec;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.dialects.messages.MessagesCodec;
import dev.sluice.dialects.responses.ResponsesCodec;
import dev.sluice.json.JsonDocument;
import dev.sluice.provider.Model;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Bridges a conversation of a megabyte between all dialects, in a process whose heap is small. */
final class LongConversation {
    private static final int ROUNDS = 3;
    private static final Model MODEL = Model.builder("m").outputTokens(64_000).build();

    private LongConversation() {}

    public static void main(String[] arguments) {
        List<Codec> codecs = List.of(new ChatCodec(), new ResponsesCodec(), new MessagesCodec(), new GeminiCodec());
        Bridges bridges = Bridges.all(Clock.systemUTC());
        int bridged = 0;
        for (Codec from : codecs) {
            byte[] request = from.writeRequest(conversation(), new Target(MODEL, false), new LeftOut());
            if (request.length < 1024 * 1024) {
                throw new IllegalStateException("only " + request.length + " bytes");
            }
            for (int round = 0; round < ROUNDS; round++) {
                for (Codec into : codecs) {
                    if (!from.equals(into)) {
                        bridges.open(from.dialect(), JsonDocument.parse(request), "m", into.dialect(), MODEL, true);
                        bridged++;
                    }
                }
            }
        }
        System.out.println(bridged + " bridged");
    }

    private static Conversation conversation() {
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            turns.add(new Turn(
                    Role.USER, List.of(new Part.Text("Was steht in Zeile " + i + "?\n" + "Größe \"x\"\t".repeat(60)))));
            turns.add(new Turn(
                    Role.ASSISTANT,
                    List.of(new Part.ToolCall(
                            "call_" + i, "read_file", "{\"path\":\"src/Main" + i + ".java\"}", false))));
            String file = "    private static final int LINE = 1; // a line of code\n".repeat(80);
            turns.add(new Turn(
                    Role.USER, List.of(new Part.ToolResult("call_" + i, List.of(new Part.Text(file)), false))));
            turns.add(new Turn(Role.ASSISTANT, List.of(new Part.Text("It says that. " + "And so on. ".repeat(50)))));
        }
        Source picture = new Source.Inline("image/png", "iVBORw0K".repeat(30_000));
        turns.add(new Turn(Role.USER, List.of(new Part.Text("And this?"), new Part.Image(picture, Optional.empty()))));
        return Conversation.of(turns);
    }
}
