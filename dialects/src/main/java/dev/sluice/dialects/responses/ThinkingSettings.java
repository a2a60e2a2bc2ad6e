package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Thinking;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonOutput;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a request says about thinking. */
final class ThinkingSettings {
    private static final String NONE = "none";
    private static final Map<String, String> EFFORTS = Stream.of(
                    NONE, "minimal", "low", "medium", "high", "xhigh", "max")
            .collect(Collectors.toUnmodifiableMap(Function.identity(), Function.identity()));
    private static final Map<String, Boolean> SUMMARIES =
            Map.of("auto", true, "concise", true, "detailed", true, NONE, false);

    // From here on, a budget is worth the effort's name.
    private static final long MEDIUM = 8192;
    private static final long HIGH = 24_576;

    private ThinkingSettings() {}

    static Thinking read(Fields request, LeftOut leftOut) {
        return request.fields("reasoning")
                .map(reasoning -> read(reasoning, leftOut, reasoning.choice("effort", EFFORTS)))
                .orElse(Thinking.UNSET);
    }

    private static Thinking read(Fields reasoning, LeftOut leftOut, Optional<String> effort) {
        Optional<Boolean> older = reasoning.choice("generate_summary", SUMMARIES);
        Optional<Boolean> shown = reasoning.choice("summary", SUMMARIES).or(() -> older);
        reasoning.leaveOutRest(leftOut);
        boolean off = effort.filter(NONE::equals).isPresent();
        return new Thinking(off ? Thinking.Mode.OFF : Thinking.Mode.UNSET, effort, Optional.empty(), shown);
    }

    /** Writes {@code reasoning}, empty if nothing was said of it. */
    static void write(Thinking thinking, JsonOutput out, LeftOut leftOut) {
        Optional<String> effort = effort(thinking);
        boolean shown = thinking.shown().orElse(false);
        // Many models of this dialect always think and refuse "none": it is only said where the caller said so.
        if (thinking.mode() == Thinking.Mode.OFF && effort.isEmpty()) {
            leftOut.note("thinking");
        }
        if (effort.isPresent() || shown) {
            out.name("reasoning").object();
            effort.ifPresent(word -> out.add("effort", word));
            if (shown) {
                out.add("summary", "auto");
            }
            out.endObject();
        }
    }

    private static Optional<String> effort(Thinking thinking) {
        if (thinking.mode() == Thinking.Mode.OFF) {
            return thinking.effort().filter(NONE::equals);
        }
        return thinking.effort().or(() -> thinking.budget().map(ThinkingSettings::effort));
    }

    private static String effort(long budget) {
        if (budget < MEDIUM) {
            return "low";
        }
        return budget < HIGH ? "medium" : "high";
    }
}
