package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.Format;
import dev.sluice.dialects.form.Output;
import dev.sluice.dialects.form.Sampling;
import dev.sluice.dialects.form.Thinking;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads {@code generationConfig}. */
final class GenerationConfigReader {
    private static final Map<String, Format> TYPES =
            Map.of("text/plain", new Format.Text(), "application/json", new Format.Json());
    private static final Map<String, String> LEVELS =
            Map.of("MINIMAL", "minimal", "LOW", "low", "MEDIUM", "medium", "HIGH", "high");
    private static final int MOST_LOG_PROBS = 20;

    private final Fields config;
    private final LeftOut leftOut;

    GenerationConfigReader(Fields config, LeftOut leftOut) {
        this.config = config;
        this.leftOut = leftOut;
    }

    Sampling sampling() {
        return Sampling.UNSET
                .withTemperature(config.number("temperature", 0, 2))
                .withTopP(config.number("topP", 0, 1))
                .withTopK(config.whole("topK"))
                .withSeed(config.whole("seed"))
                .withFrequencyPenalty(config.number("frequencyPenalty", -2, 2))
                .withPresencePenalty(config.number("presencePenalty", -2, 2));
    }

    Output output() {
        if (config.whole("candidateCount").orElse(1L) != 1) {
            throw config.wrong("candidateCount", "must be 1: ask again for another answer");
        }
        for (String modality : config.texts("responseModalities")) {
            if (!modality.equalsIgnoreCase("TEXT")) {
                throw config.wrong("responseModalities", "can only be TEXT here");
            }
        }
        config.refuse("responseFormat", "is not known here; use 'responseMimeType' and 'responseJsonSchema'");
        Optional<Long> most = config.whole("maxOutputTokens", 1);
        return Output.UNSET
                .withMaxTokens(most)
                .withStop(config.texts("stopSequences"))
                .withFormat(format())
                .withLogProbs(logProbs());
    }

    Thinking thinking() {
        return config.fields("thinkingConfig").map(this::thinking).orElse(Thinking.UNSET);
    }

    void leaveOutRest() {
        config.leaveOutRest(leftOut);
    }

    private Format format() {
        Optional<JsonNode> schema = schema();
        Optional<String> type = config.text("responseMimeType").filter(reported -> !reported.isEmpty());
        if (type.isPresent() && !TYPES.containsKey(type.get())) {
            throw config.wrong(
                    "responseMimeType",
                    "must be one of application/json, text/plain; for one of some words, ask for JSON after a schema"
                            + " with an enum");
        }
        Format format = type.map(TYPES::get).orElse(new Format.Text());
        if (schema.isEmpty()) {
            return format;
        }
        if (type.isPresent() && format instanceof Format.Text) {
            throw config.wrong("responseMimeType", "must be application/json where there is a schema");
        }
        return new Format.Schema(Optional.empty(), Optional.empty(), schema.get(), Optional.empty());
    }

    private Optional<JsonNode> schema() {
        Optional<JsonNode> openApi = config.tree("responseSchema").map(OpenApiSchema::jsonSchema);
        Optional<JsonNode> json = config.tree("responseJsonSchema").or(() -> config.tree("_responseJsonSchema"));
        if (openApi.isPresent() && json.isPresent()) {
            throw config.wrong("responseJsonSchema", "stands beside 'responseSchema'; only one of them can hold");
        }
        return openApi.or(() -> json);
    }

    private Optional<Integer> logProbs() {
        boolean wanted = config.flag("responseLogprobs").orElse(false);
        Optional<Long> top = config.whole("logprobs", 0, MOST_LOG_PROBS);
        if (top.isPresent() && !wanted) {
            throw config.wrong("logprobs", "is of use only where 'responseLogprobs' is true");
        }
        return wanted ? Optional.of(top.orElse(0L).intValue()) : Optional.empty();
    }

    private Thinking thinking(Fields thinking) {
        Optional<Long> budget = thinking.whole("thinkingBudget");
        Optional<String> level = thinking.text("thinkingLevel")
                .map(reported -> reported.toUpperCase(Locale.ROOT))
                .filter(reported -> !reported.equals("THINKING_LEVEL_UNSPECIFIED"));
        Optional<Boolean> shown = thinking.flag("includeThoughts");
        if (level.isPresent() && !LEVELS.containsKey(level.get())) {
            throw thinking.wrong("thinkingLevel", "must be one of MINIMAL, LOW, MEDIUM, HIGH");
        }
        if (level.isPresent() && budget.isPresent()) {
            throw thinking.wrong("thinkingBudget", "stands beside 'thinkingLevel'; only one of them can hold");
        }
        if (budget.orElse(0L) < -1) {
            throw thinking.wrong("thinkingBudget", "must be -1, 0 or a number of tokens");
        }
        thinking.leaveOutRest(leftOut);
        return new Thinking(mode(budget), level.map(LEVELS::get), budget.filter(tokens -> tokens > 0), shown);
    }

    private static Thinking.Mode mode(Optional<Long> budget) {
        if (budget.isEmpty()) {
            return Thinking.Mode.UNSET;
        }
        return switch (Long.signum(budget.get())) {
            case -1 -> Thinking.Mode.ADAPTIVE;
            case 0 -> Thinking.Mode.OFF;
            default -> Thinking.Mode.ON;
        };
    }
}
