package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import dev.sluice.json.JsonSpan;
import org.jspecify.annotations.Nullable;

/** A choice of a whole answer, as it came. */
final class ReplyChoice {
    private @Nullable Field index;
    private @Nullable Field finish;
    private String finishReason = "";
    private @Nullable Field role;
    private boolean hasContent;
    private boolean hasRefusal;
    private boolean hasLogprobs;
    private boolean hasToolCalls;
    private boolean hasMessage;
    private boolean messageEmpty;
    private int messageEnd;
    private JsonSpan span;

    private ReplyChoice(int start) {
        this.span = new JsonSpan(start, start);
    }

    static ReplyChoice read(JsonReader json) {
        json.peek();
        ReplyChoice choice = new ReplyChoice(json.position());
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            switch (name) {
                case "message" -> choice.readMessage(json);
                case "finish_reason" -> choice.readFinish(json);
                case "index" -> choice.index = Field.read(json);
                case "logprobs" -> {
                    choice.hasLogprobs = true;
                    json.skipValue();
                }
                default -> json.skipValue();
            }
        }
        json.endObject();
        choice.span = new JsonSpan(choice.span.start(), json.position());
        return choice;
    }

    private void readFinish(JsonReader json) {
        Kind kind = json.peek();
        int start = json.position();
        if (kind == Kind.STRING) {
            finishReason = json.nextString();
        } else {
            json.skipValue();
        }
        finish = new Field(kind, new JsonSpan(start, json.position()));
    }

    private void readMessage(JsonReader json) {
        hasMessage = true;
        json.beginObject();
        messageEmpty = !json.hasNext();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "role" -> role = Field.read(json);
                case "content" -> {
                    hasContent = true;
                    json.skipValue();
                }
                case "refusal" -> {
                    hasRefusal = true;
                    json.skipValue();
                }
                case "tool_calls" -> hasToolCalls = nonEmptyArray(json);
                default -> json.skipValue();
            }
        }
        json.endObject();
        messageEnd = json.position() - 1;
    }

    private static boolean nonEmptyArray(JsonReader json) {
        if (json.peek() != Kind.ARRAY) {
            json.skipValue();
            return false;
        }
        json.beginArray();
        boolean any = json.hasNext();
        while (json.hasNext()) {
            json.skipValue();
        }
        json.endArray();
        return any;
    }

    JsonSpan span() {
        return span;
    }

    boolean hasMessage() {
        return hasMessage;
    }

    boolean hasToolCalls() {
        return hasToolCalls;
    }

    /** Empty if there is none. */
    String finishReason() {
        return finishReason;
    }

    /** Adds what OpenAI documents and the upstream left out. */
    void mend(int place, JsonEdits edits) {
        Additions additions = new Additions(edits, span.end() - 1, false);
        Field foundIndex = index;
        if (foundIndex == null) {
            additions.add("\"index\":" + place);
        } else if (foundIndex.kind() != Kind.NUMBER) {
            edits.replace(foundIndex.span(), Integer.toString(place));
        }
        Field foundFinish = finish;
        String reason = hasToolCalls ? "\"tool_calls\"" : "\"stop\"";
        if (foundFinish == null) {
            additions.add("\"finish_reason\":" + reason);
        } else if (!Field.hasText(foundFinish)) {
            edits.replace(foundFinish.span(), reason);
        }
        if (!hasLogprobs) {
            additions.add("\"logprobs\":null");
        }
        mendMessage(edits);
    }

    private void mendMessage(JsonEdits edits) {
        Additions toMessage = new Additions(edits, messageEnd, messageEmpty);
        Field foundRole = role;
        if (foundRole == null) {
            toMessage.add("\"role\":\"assistant\"");
        } else if (!Field.hasText(foundRole)) {
            edits.replace(foundRole.span(), "\"assistant\"");
        }
        if (!hasContent) {
            toMessage.add("\"content\":null");
        }
        if (!hasRefusal) {
            toMessage.add("\"refusal\":null");
        }
    }
}
