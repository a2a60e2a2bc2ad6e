package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Target;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import jakarta.json.JsonObjectBuilder;

/** Writes a request. */
final class RequestWriter {
    private RequestWriter() {}

    static byte[] write(Conversation conversation, Target target, LeftOut leftOut) {
        JsonObjectBuilder request = JsonTree.object()
                .add("model", target.model().id())
                .add("messages", new MessagesWriter(leftOut).write(conversation.turns()));
        ToolsWriter.write(conversation.tools(), request);
        SettingsWriter settings = new SettingsWriter(request, leftOut);
        settings.sampling(conversation.sampling());
        settings.output(conversation.output());
        settings.thinking(conversation.thinking(), target.model());
        settings.hints(conversation.hints());
        if (target.streaming()) {
            request.add("stream", true);
            request.add("stream_options", JsonTree.object().add("include_usage", true));
        }
        return JsonTree.bytes(request.build());
    }

    /** Makes the failure of something that the dialect has no place for. */
    static ProviderException refused(String why) {
        return new ProviderException(ErrorKind.INVALID_REQUEST, why);
    }
}
