package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Target;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonOutput;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;

/** Writes a request. */
final class RequestWriter {
    private RequestWriter() {}

    static byte[] write(Conversation conversation, Target target, LeftOut leftOut) {
        JsonOutput out = new JsonOutput(conversation.size())
                .object()
                .add("model", target.model().id())
                .name("messages");
        new MessagesWriter(leftOut, out).write(conversation.turns());
        ToolsWriter.write(conversation.tools(), out);
        SettingsWriter settings = new SettingsWriter(out, leftOut);
        settings.sampling(conversation.sampling());
        settings.output(conversation.output());
        settings.thinking(conversation.thinking(), target.model());
        settings.hints(conversation.hints());
        if (target.streaming()) {
            out.add("stream", true)
                    .name("stream_options")
                    .object()
                    .add("include_usage", true)
                    .endObject();
        }
        return out.endObject().toBytes();
    }

    /** Makes the failure of something that the dialect has no place for. */
    static ProviderException refused(String why) {
        return new ProviderException(ErrorKind.INVALID_REQUEST, why);
    }
}
