package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import dev.sluice.json.JsonText;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins the choices in which Copilot delivers the text and the tool calls of one message. They are, in
 * the words of GitHub's own test harness, consecutive assistant messages.
 */
final class ChoiceMerge {
    private final byte[] json;
    private final RawObject choice = new RawObject();
    private final MessageParts message = new MessageParts();
    private final List<byte[]> toolCalls = new ArrayList<>();

    private ChoiceMerge(byte[] json) {
        this.json = json;
    }

    /** Makes one choice of several. */
    static byte[] merge(byte[] json, List<ReplyChoice> parts) {
        ChoiceMerge merge = new ChoiceMerge(json);
        List<String> reasons = new ArrayList<>();
        for (ReplyChoice part : parts) {
            merge.add(JsonReader.of(json, part.span()));
            if (!part.finishReason().isEmpty()) {
                reasons.add(part.finishReason());
            }
        }
        RawObject message = merge.message.message();
        if (!merge.toolCalls.isEmpty()) {
            message.put("tool_calls", RawList.of(merge.toolCalls));
        }
        String reason = FinishReasons.merged(reasons, !merge.toolCalls.isEmpty());
        return merge.choice
                .put("index", new byte[] {'0'})
                .put("message", message.json())
                .put("finish_reason", JsonText.quoted(reason))
                .json();
    }

    private void add(JsonReader reader) {
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (name.equals("message") && reader.peek() == Kind.OBJECT) {
                addMessage(reader);
            } else {
                choice.putIfAbsent(name, Field.read(reader).bytes(json));
            }
        }
        reader.endObject();
    }

    private void addMessage(JsonReader reader) {
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (name.equals("tool_calls") && reader.peek() == Kind.ARRAY) {
                reader.beginArray();
                while (reader.hasNext()) {
                    toolCalls.add(Field.read(reader).bytes(json));
                }
                reader.endArray();
            } else {
                message.take(name, json, reader);
            }
        }
        reader.endObject();
    }
}
