package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Hints;
import dev.sluice.dialects.form.Sampling;
import dev.sluice.dialects.form.ToolSet;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonNode;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.util.Optional;

/** Reads a whole request. */
final class RequestReader {
    private static final String NO_MEMORY = "the gateway keeps no conversations. Send the whole input instead";

    private RequestReader() {}

    static Conversation read(JsonNode request, LeftOut leftOut) {
        Fields fields = Fields.ofRequest(request);
        fields.ignore("model", "stream");
        refuseWhatIsKept(fields);
        ToolSet tools = new ToolReader(leftOut).read(fields);
        Conversation conversation = Conversation.of(new InputReader(leftOut).read(fields))
                .withTools(tools)
                .withSampling(sampling(fields))
                .withOutput(OutputSettings.read(fields, leftOut))
                .withThinking(ThinkingSettings.read(fields, leftOut))
                .withHints(hints(fields, leftOut));
        leaveOut(fields, leftOut);
        return conversation;
    }

    /** First of all, so that a caller who relies on it reads this and not that the input is too short. */
    private static void refuseWhatIsKept(Fields fields) {
        if (fields.value("previous_response_id").isPresent()) {
            throw ProviderException.builder(
                            ErrorKind.INVALID_REQUEST,
                            "The previous response was not found: " + NO_MEMORY
                                    + ", with what was answered before, and leave 'previous_response_id' out.")
                    .code("previous_response_not_found")
                    .parameter("previous_response_id")
                    .build();
        }
        if (fields.value("conversation").isPresent()) {
            throw ProviderException.builder(
                            ErrorKind.INVALID_REQUEST,
                            "The conversation was not found: " + NO_MEMORY + ", and leave 'conversation' out.")
                    .code("conversation_not_found")
                    .parameter("conversation")
                    .build();
        }
        fields.refuse("prompt", "names a template that OpenAI keeps, which the gateway cannot read; send its text");
        if (fields.flag("background").orElse(false)) {
            throw fields.wrong("background", "must be false: the gateway keeps no answers to be fetched later");
        }
        fields.refuse("moderation", "is run by OpenAI's own side, and the model asked for has none; leave it out");
    }

    private static Sampling sampling(Fields fields) {
        return Sampling.UNSET
                .withTemperature(fields.number("temperature", 0, 2))
                .withTopP(fields.number("top_p", 0, 1));
    }

    /** The safety identifier took the place of {@code user}, which some still send beside it. */
    private static Hints hints(Fields fields, LeftOut leftOut) {
        Optional<String> identifier = fields.text("safety_identifier");
        Optional<String> user = fields.text("user");
        if (identifier.isPresent() && user.isPresent()) {
            leftOut.note("user");
        }
        return new Hints(identifier.or(() -> user), fields.text("prompt_cache_key"));
    }

    private static void leaveOut(Fields fields, LeftOut leftOut) {
        if (fields.flag("store").orElse(false)) {
            leftOut.note("store");
        }
        if (fields.text("truncation").filter(word -> !word.equals("disabled")).isPresent()) {
            leftOut.note("truncation");
        }
        fields.leaveOutRest(leftOut);
    }
}
