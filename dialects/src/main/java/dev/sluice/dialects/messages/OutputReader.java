package dev.sluice.dialects.messages;

import dev.sluice.dialects.form.Format;
import dev.sluice.dialects.form.Output;
import dev.sluice.dialects.form.Thinking;
import dev.sluice.dialects.form.Thinking.Mode;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what is wanted of the answer, and how much the model shall think. Used once. */
final class OutputReader {
    /** For requests that nobody answers: any budget for thoughts is less than that. */
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private static final Map<String, String> EFFORTS = Stream.of("low", "medium", "high", "xhigh", "max")
            .collect(Collectors.toMap(Function.identity(), each -> each));
    private static final Map<String, Boolean> DISPLAYS = Map.of("summarized", true, "updates", true, "omitted", false);

    private final Fields request;
    private final boolean counted;
    private final LeftOut leftOut;
    private final Optional<Fields> config;

    OutputReader(Fields request, boolean counted, LeftOut leftOut) {
        this.request = request;
        this.counted = counted;
        this.leftOut = leftOut;
        this.config = request.fields("output_config");
    }

    Output output() {
        Optional<Format> format = config.flatMap(fields -> format(fields, "format"));
        Optional<Format> older = format(request, "output_format");
        if (format.isPresent() && older.isPresent()) {
            throw request.wrong("output_format", "says again what 'output_config.format' says; leave it out");
        }
        return Output.UNSET
                .withMaxTokens(Optional.of(maxTokens()))
                .withStop(stop())
                .withFormat(format.or(() -> older).orElse(new Format.Text()));
    }

    Thinking thinking() {
        Optional<String> effort = config.flatMap(fields -> fields.choice("effort", EFFORTS));
        config.ifPresent(fields -> fields.leaveOutRest(leftOut));
        Optional<Fields> thinking = request.fields("thinking");
        if (thinking.isEmpty()) {
            return new Thinking(Mode.UNSET, effort, Optional.empty(), Optional.empty());
        }
        Fields fields = thinking.get();
        Mode mode = mode(fields);
        Optional<Long> budget = mode == Mode.ON ? Optional.of(budget(fields)) : Optional.empty();
        Optional<Boolean> shown = mode == Mode.OFF ? Optional.empty() : fields.choice("display", DISPLAYS);
        fields.leaveOutRest(leftOut);
        return new Thinking(mode, effort, budget, shown);
    }

    private Mode mode(Fields thinking) {
        return switch (thinking.requiredText("type")) {
            case "enabled" -> Mode.ON;
            case "disabled" -> Mode.OFF;
            case "adaptive" -> Mode.ADAPTIVE;
            case "between_tools" -> {
                // When to think is a finer point than whether to; no other dialect knows it.
                leftOut.note("thinking.type");
                yield Mode.ADAPTIVE;
            }
            default -> throw thinking.wrong("type", "must be one of adaptive, between_tools, disabled, enabled");
        };
    }

    private static long budget(Fields thinking) {
        long budget = thinking.whole("budget_tokens").orElseThrow(() -> thinking.missing("budget_tokens"));
        if (budget < 1) {
            throw thinking.wrong("budget_tokens", "must be positive");
        }
        return budget;
    }

    private long maxTokens() {
        Optional<Long> wanted = request.whole("max_tokens");
        if (wanted.isEmpty() && counted) {
            return NO_LIMIT;
        }
        long tokens = wanted.orElseThrow(() -> request.missing("max_tokens"));
        if (tokens == 0) {
            throw request.wrong(
                    "max_tokens", "must be positive: a cache can't be filled ahead for the model asked for");
        }
        if (tokens < 0) {
            throw request.wrong("max_tokens", "must be positive");
        }
        return tokens;
    }

    private List<String> stop() {
        List<String> stop = request.texts("stop_sequences");
        for (int i = 0; i < stop.size(); i++) {
            if (stop.get(i).isEmpty()) {
                throw request.wrong("stop_sequences[" + i + "]", "must not be empty");
            }
        }
        return stop;
    }

    private Optional<Format> format(Fields parent, String name) {
        return parent.fields(name).map(format -> {
            if (!format.requiredText("type").equals("json_schema")) {
                throw format.wrong("type", "must be json_schema");
            }
            JsonNode schema = format.tree("schema").orElseThrow(() -> format.missing("schema"));
            format.leaveOutRest(leftOut);
            // Anthropic's answers always match the schema.
            return new Format.Schema(Optional.empty(), Optional.empty(), schema, Optional.of(true));
        });
    }
}
