package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Format;
import dev.sluice.dialects.form.Hints;
import dev.sluice.dialects.form.Output;
import dev.sluice.dialects.form.Sampling;
import dev.sluice.dialects.form.Thinking;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonOutput;
import dev.sluice.provider.Model;
import java.util.Optional;

/** Writes all of a request but what was said and the tools. */
final class SettingsWriter {
    private static final String UNNAMED_SCHEMA = "answer";
    private static final long MEDIUM_BUDGET = 8192;
    private static final long HIGH_BUDGET = 24576;

    private final JsonOutput request;
    private final LeftOut leftOut;

    SettingsWriter(JsonOutput request, LeftOut leftOut) {
        this.request = request;
        this.leftOut = leftOut;
    }

    void sampling(Sampling sampling) {
        switch (sampling) {
            case Sampling(var temperature, var topP, var topK, var seed, var frequencyPenalty, var presencePenalty) -> {
                temperature.ifPresent(value -> request.add("temperature", value));
                topP.ifPresent(value -> request.add("top_p", value));
                seed.ifPresent(value -> request.add("seed", value));
                frequencyPenalty.ifPresent(value -> request.add("frequency_penalty", value));
                presencePenalty.ifPresent(value -> request.add("presence_penalty", value));
                topK.ifPresent(_ -> leftOut.note("top_k"));
            }
        }
    }

    void output(Output output) {
        // The older max_tokens is refused by newer models; this one is known to older ones, too.
        output.maxTokens().ifPresent(value -> request.add("max_completion_tokens", value));
        if (!output.stop().isEmpty()) {
            request.name("stop").array();
            output.stop().forEach(request::text);
            request.endArray();
        }
        format(output.format());
        output.verbosity().ifPresent(value -> request.add("verbosity", value));
        output.logProbs().ifPresent(top -> {
            request.add("logprobs", true);
            if (top > 0) {
                request.add("top_logprobs", top);
            }
        });
    }

    /** A budget is told by the effort that comes nearest to it. */
    void thinking(Thinking thinking, Model model) {
        Optional<String> effort = effort(thinking);
        boolean unknown = model.capabilities().isEmpty();
        if (unknown || model.capabilities().contains("reasoning_effort")) {
            effort.ifPresent(value -> request.add("reasoning_effort", value));
        } else if (effort.isPresent() && thinking.mode() != Thinking.Mode.OFF) {
            leftOut.note("reasoning_effort");
        }
        if (thinking.shown().isPresent()) {
            leftOut.note("reasoning_summary");
        }
    }

    void hints(Hints hints) {
        hints.endUser().ifPresent(value -> request.add("user", value));
        hints.cacheKey().ifPresent(value -> request.add("prompt_cache_key", value));
    }

    private static Optional<String> effort(Thinking thinking) {
        if (thinking.mode() == Thinking.Mode.OFF) {
            return Optional.of("none");
        }
        if (thinking.effort().isPresent()) {
            return thinking.effort();
        }
        return thinking.mode() == Thinking.Mode.ON || thinking.budget().isPresent()
                ? Optional.of(effortOf(thinking.budget().orElse(MEDIUM_BUDGET)))
                : Optional.empty();
    }

    private static String effortOf(long budget) {
        if (budget >= HIGH_BUDGET) {
            return "high";
        }
        return budget >= MEDIUM_BUDGET ? "medium" : "low";
    }

    private void format(Format format) {
        switch (format) {
            case Format.Text _ -> {}
            case Format.Json _ ->
                request.name("response_format")
                        .object()
                        .add("type", "json_object")
                        .endObject();
            case Format.Schema schema -> {
                request.name("response_format")
                        .object()
                        .add("type", "json_schema")
                        .name("json_schema")
                        .object()
                        .add("name", schema.name().orElse(UNNAMED_SCHEMA));
                schema.description().ifPresent(value -> request.add("description", value));
                request.add("schema", schema.schema());
                schema.strict().ifPresent(value -> request.add("strict", value));
                request.endObject().endObject();
            }
        }
    }
}
