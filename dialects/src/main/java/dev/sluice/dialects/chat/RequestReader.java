package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.ToolSet;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.JsonNodes;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonNode;
import java.util.List;

/** Reads a request. */
final class RequestReader {
    private RequestReader() {}

    static Conversation read(JsonNode request, LeftOut leftOut) {
        Fields fields = Fields.ofRequest(request);
        fields.ignore("model", "stream");
        refuse(fields);
        streamOptions(fields, leftOut);
        List<Turn> turns = new MessagesReader(leftOut).read(fields);
        ToolSet tools = ToolsReader.read(fields, leftOut);
        Conversation conversation = Conversation.of(turns)
                .withTools(tools)
                .withSampling(SettingsReader.sampling(fields))
                .withOutput(OutputReader.read(fields, leftOut))
                .withThinking(SettingsReader.thinking(fields))
                .withHints(SettingsReader.hints(fields, leftOut));
        if (fields.flag("store").orElse(false)) {
            leftOut.note("store");
        }
        fields.leaveOutRest(leftOut);
        return conversation;
    }

    private static void refuse(Fields fields) {
        if (fields.whole("n").orElse(1L) != 1) {
            throw fields.wrong("n", "must be 1: the model asked for gives one answer at a time");
        }
        for (String modality : fields.texts("modalities")) {
            if (!modality.equals("text")) {
                throw fields.wrong(
                        "modalities", "must be [\"text\"] or absent: the model asked for answers in text only");
            }
        }
        fields.refuse("audio", "asks for speech, and the model asked for answers in text only; leave it out");
        if (!fields.tree("logit_bias").orElse(JsonNodes.EMPTY).isEmpty()) {
            throw fields.wrong(
                    "logit_bias", "can't be told to the model asked for, whose tokens are others; leave it out");
        }
        fields.refuse(
                "web_search_options",
                "asks for a search by the model's own side, and the model asked for has none; leave it out");
        fields.refuse(
                "moderation",
                "asks for a judgement by the model's own side, and the model asked for has none; leave it out");
    }

    /** What it says is heeded where the stream is written; here it must only be right. */
    private static void streamOptions(Fields fields, LeftOut leftOut) {
        fields.fields("stream_options").ifPresent(options -> {
            options.flag("include_usage");
            options.flag("include_obfuscation");
            options.leaveOutRest(leftOut);
        });
    }
}
