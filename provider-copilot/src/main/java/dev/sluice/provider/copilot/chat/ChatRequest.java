package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import dev.sluice.json.JsonSpan;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.copilot.chat.Members.Member;
import org.jspecify.annotations.Nullable;

/** Reads a chat completions request in one pass and mends what Copilot would refuse. All other bytes stay as they are. */
public final class ChatRequest {
    private final String model;
    private final boolean forcesStream;
    private final JsonReader json;
    private final JsonEdits edits;
    private final Members members = new Members();
    private final MessagesScan messages = new MessagesScan();
    private final ToolsScan tools;
    private final OptionsScan options;

    private boolean messagesSeen;
    private boolean maxCompletionTokensSet;
    private @Nullable Member maxTokens;
    private @Nullable Member maxCompletionTokens;
    private @Nullable Member toolList;
    private @Nullable Member toolChoice;
    private @Nullable Member parallelToolCalls;
    private @Nullable Member prediction;
    private @Nullable Member stream;
    private @Nullable Member streamOptions;

    private ChatRequest(byte[] body, String model, boolean forcesStream) {
        this.model = model;
        this.forcesStream = forcesStream;
        this.json = JsonReader.of(body);
        this.edits = JsonEdits.of(body);
        this.tools = new ToolsScan(edits);
        this.options = new OptionsScan(body);
    }

    /**
     * Mends a request that is answered the way the caller asked for.
     *
     * @param body the caller's request, a JSON object; not changed
     * @param model the upstream's own id of the model
     * @return what to send
     * @throws ProviderException with INVALID_REQUEST, naming the field, if one that is read has a wrong type
     */
    public static MendedRequest mend(byte[] body, String model) {
        return new ChatRequest(body, model, false).mend();
    }

    /**
     * Mends a request of a caller that wants one body, so that the answer is a stream that {@link
     * ChatAggregate} can collect.
     *
     * @param body the caller's request, a JSON object; not changed
     * @param model the upstream's own id of the model
     * @return what to send
     * @throws ProviderException with INVALID_REQUEST, naming the field, if one that is read has a wrong type
     */
    public static MendedRequest mendForAggregate(byte[] body, String model) {
        return new ChatRequest(body, model, true).mend();
    }

    String model() {
        return model;
    }

    MessagesScan messages() {
        return messages;
    }

    int choices() {
        return options.choices();
    }

    boolean usageWanted() {
        return options.usageWanted() || forcesStream;
    }

    private MendedRequest mend() {
        try {
            RequestFields.require(json, Kind.OBJECT, "body");
            json.beginObject();
            while (json.hasNext()) {
                int nameStart = json.position();
                String name = json.nextName();
                json.peek();
                int valueStart = json.position();
                Kind kind = json.peek();
                value(name);
                place(name, kind, members.add(nameStart, new JsonSpan(valueStart, json.position())));
            }
            json.endObject();
            int closingBrace = json.position() - 1;
            json.endDocument();
            edit(closingBrace);
        } catch (JsonException notJson) {
            throw RequestFields.notJson(notJson);
        }
        return new MendedRequest(this, edits.apply());
    }

    private void value(String name) {
        switch (name) {
            case "messages" -> {
                messages.read(json);
                messagesSeen = true;
            }
            case "tools" -> tools.read(json);
            case "n" -> options.readChoices(json);
            case "stream_options" -> options.readStreamOptions(json);
            case "prediction" -> options.readPrediction(json);
            default -> json.skipValue();
        }
    }

    private void place(String name, Kind kind, Member member) {
        switch (name) {
            case "max_tokens" -> {
                if (OutputLimit.newNameOnly(model) && kind != Kind.NUMBER && kind != Kind.NULL) {
                    throw RequestFields.wrong("max_tokens", "must be a number");
                }
                maxTokens = member;
            }
            case "max_completion_tokens" -> {
                maxCompletionTokens = member;
                maxCompletionTokensSet = kind != Kind.NULL;
            }
            case "tools" -> toolList = member;
            case "tool_choice" -> toolChoice = member;
            case "parallel_tool_calls" -> parallelToolCalls = member;
            case "prediction" -> prediction = member;
            case "stream" -> stream = member;
            case "stream_options" -> streamOptions = member;
            default -> {
                // Not ours to look at: it goes on as it is.
            }
        }
    }

    private void edit(int closingBrace) {
        if (!messagesSeen) {
            throw RequestFields.missing("messages");
        }
        renameLimit();
        if (tools.empty()) {
            Member.drop(toolList);
            // Without tools these two are refused as well.
            Member.drop(toolChoice);
            Member.drop(parallelToolCalls);
        }
        if (options.predictionEmpty()) {
            Member.drop(prediction);
        }
        members.removeDropped(edits);
        if (forcesStream) {
            Additions additions = new Additions(edits, closingBrace, false);
            set(stream, "stream", "true", additions);
            set(streamOptions, "stream_options", "{\"include_usage\":true}", additions);
        }
    }

    private void renameLimit() {
        if (maxTokens == null || !OutputLimit.newNameOnly(model)) {
            return;
        }
        if (maxCompletionTokensSet) {
            Member.drop(maxTokens);
        } else {
            Member.drop(maxCompletionTokens);
            edits.replace(maxTokens.nameAndColon(), "\"max_completion_tokens\":");
        }
    }

    private void set(@Nullable Member member, String name, String value, Additions additions) {
        if (member == null) {
            additions.add("\"" + name + "\":" + value);
        } else {
            edits.replace(member.value(), value);
        }
    }
}
