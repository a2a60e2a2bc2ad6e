package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Format;
import dev.sluice.dialects.form.Output;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonOutput;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a request says about the answer that it wants. */
final class OutputSettings {
    /** Asks for probabilities; {@code top_logprobs} only says how many. */
    static final String LOG_PROBS = "message.output_text.logprobs";

    /** Asks for what has to come back with the next turn. */
    static final String ENCRYPTED_REASONING = "reasoning.encrypted_content";

    private static final int MOST_LOG_PROBS = 20;
    private static final Map<String, String> VERBOSITIES = Map.of("low", "low", "medium", "medium", "high", "high");

    private OutputSettings() {}

    static Output read(Fields request, LeftOut leftOut) {
        Optional<Long> maxTokens = request.whole("max_output_tokens", 1);
        Optional<Integer> logProbs = logProbs(request, leftOut);
        Optional<Fields> text = request.fields("text");
        Optional<String> verbosity = text.flatMap(settings -> settings.choice("verbosity", VERBOSITIES));
        Format format = text.flatMap(settings -> settings.fields("format"))
                .map(OutputSettings::format)
                .orElse(new Format.Text());
        text.ifPresent(settings -> settings.leaveOutRest(leftOut));
        return Output.UNSET
                .withMaxTokens(maxTokens)
                .withFormat(format)
                .withVerbosity(verbosity)
                .withLogProbs(logProbs);
    }

    private static Optional<Integer> logProbs(Fields request, LeftOut leftOut) {
        List<String> include = request.texts("include");
        boolean wanted = include.contains(LOG_PROBS);
        if (!include.stream().allMatch(word -> word.equals(LOG_PROBS) || word.equals(ENCRYPTED_REASONING))) {
            leftOut.note("include");
        }
        long top = request.whole("top_logprobs", 0, MOST_LOG_PROBS).orElse(0L);
        if (top > 0 && !wanted) {
            leftOut.note("top_logprobs");
        }
        return wanted ? Optional.of((int) top) : Optional.empty();
    }

    private static Format format(Fields format) {
        return switch (format.requiredText("type")) {
            case "text" -> new Format.Text();
            case "json_object" -> new Format.Json();
            case "json_schema" ->
                new Format.Schema(
                        Optional.of(format.requiredText("name")),
                        format.text("description"),
                        format.tree("schema").orElseThrow(() -> format.missing("schema")),
                        format.flag("strict"));
            default -> throw format.wrong("type", "must be one of json_object, json_schema, text");
        };
    }

    /** Writes {@code text}, empty if nothing is wanted of it. */
    static void write(Output output, JsonOutput out) {
        if (output.format() instanceof Format.Text && output.verbosity().isEmpty()) {
            return;
        }
        out.name("text").object();
        switch (output.format()) {
            case Format.Text() -> {}
            case Format.Json() ->
                out.name("format").object().add("type", "json_object").endObject();
            case Format.Schema schema -> schema(schema, out.name("format"));
        }
        output.verbosity().ifPresent(verbosity -> out.add("verbosity", verbosity));
        out.endObject();
    }

    private static void schema(Format.Schema format, JsonOutput out) {
        out.object().add("type", "json_schema").add("name", format.name().orElse("answer"));
        out.add("schema", format.schema());
        format.description().ifPresent(description -> out.add("description", description));
        format.strict().ifPresent(strict -> out.add("strict", strict));
        out.endObject();
    }
}
