package dev.sluice.dialects.completions;

import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Hints;
import dev.sluice.dialects.form.Output;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.form.Sampling;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.JsonNodes;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Reads a request. */
final class RequestReader {
    private static final String CHAT = "; use /v1/chat/completions for more";

    private RequestReader() {}

    static Conversation read(JsonNode request, LeftOut leftOut) {
        Fields fields = Fields.ofRequest(request);
        fields.ignore("model", "stream");
        refuse(fields);
        streamOptions(fields, leftOut);
        Turn prompt = new Turn(Role.USER, List.of(new Part.Text(prompt(fields))));
        Conversation conversation = Conversation.of(List.of(prompt))
                .withSampling(sampling(fields))
                .withOutput(Output.UNSET
                        .withMaxTokens(fields.whole("max_tokens", 1))
                        .withStop(stop(fields)))
                .withHints(new Hints(fields.text("user"), Optional.empty()));
        fields.leaveOutRest(leftOut);
        return conversation;
    }

    private static String prompt(Fields fields) {
        JsonNode prompt = fields.value("prompt").orElseThrow(() -> fields.missing("prompt"));
        if (prompt.is(Kind.ARRAY)) {
            Iterator<JsonNode> several = prompt.iterator();
            JsonNode first = several.hasNext() ? several.next() : prompt;
            if (several.hasNext() || prompt.isEmpty()) {
                throw fields.wrong("prompt", "must be one text: send a request for each prompt");
            }
            prompt = first;
        }
        if (!prompt.is(Kind.STRING)) {
            throw fields.wrong(
                    "prompt", "must be a text: the tokens of the model asked for are others than those of the prompt");
        }
        if (!prompt.hasText()) {
            throw fields.wrong("prompt", "must not be empty");
        }
        return prompt.string();
    }

    private static void refuse(Fields fields) {
        onlyOne(fields, "n");
        onlyOne(fields, "best_of");
        if (fields.flag("echo").orElse(false)) {
            throw fields.wrong("echo", "must be false: put the prompt before the answer yourself");
        }
        if (!fields.text("suffix").orElse("").isEmpty()) {
            throw fields.wrong(
                    "suffix", "can't be told to the model asked for, which only goes on from the end of a prompt");
        }
        fields.refuse("logprobs", "can't be told in the way that this API has for it" + CHAT);
        if (!fields.tree("logit_bias").orElse(JsonNodes.EMPTY).isEmpty()) {
            throw fields.wrong(
                    "logit_bias", "can't be told to the model asked for, whose tokens are others; leave it out");
        }
    }

    private static void onlyOne(Fields fields, String name) {
        if (fields.whole(name).orElse(1L) != 1) {
            throw fields.wrong(name, "must be 1: the model asked for gives one answer at a time");
        }
    }

    /** What it says is heeded where the stream is written; here it must only be right. */
    private static void streamOptions(Fields fields, LeftOut leftOut) {
        fields.fields("stream_options").ifPresent(options -> {
            options.flag("include_usage");
            options.flag("include_obfuscation");
            options.leaveOutRest(leftOut);
        });
    }

    private static Sampling sampling(Fields fields) {
        return Sampling.UNSET
                .withTemperature(fields.number("temperature", 0, 2))
                .withTopP(fields.number("top_p", 0, 1))
                .withSeed(fields.whole("seed"))
                .withFrequencyPenalty(fields.number("frequency_penalty", -2, 2))
                .withPresencePenalty(fields.number("presence_penalty", -2, 2));
    }

    private static List<String> stop(Fields fields) {
        Optional<JsonNode> word = fields.value("stop").filter(stop -> stop.is(Kind.STRING));
        List<String> texts = word.isPresent() ? List.of(word.get().string()) : fields.texts("stop");
        if (texts.contains("")) {
            throw fields.wrong("stop", "must not be empty");
        }
        return texts;
    }
}
