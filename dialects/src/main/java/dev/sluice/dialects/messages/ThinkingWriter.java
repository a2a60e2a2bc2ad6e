package dev.sluice.dialects.messages;

import dev.sluice.dialects.form.Thinking;
import dev.sluice.dialects.form.Thinking.Mode;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonOutput;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Decides how much a model is asked to think. Used once. */
final class ThinkingWriter {
    private static final String ADAPTIVE = "adaptive_thinking";
    private static final long LEAST = 1024;
    private static final long USUAL = 8192;
    private static final long MUCH = 24576;
    private static final long MOST = 32768;
    private static final Map<String, Long> BUDGETS =
            Map.of("minimal", LEAST, "low", LEAST, "medium", USUAL, "high", MUCH, "xhigh", MOST, "max", MOST);
    private static final Set<String> EFFORTS = Set.of("low", "medium", "high", "xhigh", "max");

    private final Thinking wanted;
    private final Set<String> capabilities;
    private final LeftOut leftOut;

    ThinkingWriter(Thinking wanted, Set<String> capabilities, LeftOut leftOut) {
        this.wanted = wanted;
        this.capabilities = capabilities;
        this.leftOut = leftOut;
        String effort = wanted.effort().orElse("none");
        if (!effort.equals("none") && !BUDGETS.containsKey(effort)) {
            throw Refused.because("The effort '" + effort + "' is unknown; ask for one of none, "
                    + String.join(", ", new TreeSet<>(BUDGETS.keySet())) + ".");
        }
    }

    /**
     * Returns the {@code thinking} field.
     *
     * @param maxTokens of the answer, thoughts included
     * @param forced whether a tool has to be called, which the dialect does not allow after thinking
     * @param budgetless whether the conversation is such that the model can't think within a budget
     */
    boolean write(JsonOutput out, long maxTokens, boolean forced, boolean budgetless) {
        if (off()) {
            out.name("thinking").object().add("type", "disabled").endObject();
            return false;
        }
        if (!on()) {
            return false;
        }
        boolean possible = !forced && (adaptive() || (!budgetless && maxTokens > LEAST));
        if (!possible) {
            leftOut.note("thinking");
            return false;
        }
        out.name("thinking").object();
        if (adaptive()) {
            out.add("type", "adaptive");
            wanted.shown().ifPresent(shown -> out.add("display", shown ? "summarized" : "omitted"));
        } else {
            out.add("type", "enabled").add("budget_tokens", budget(maxTokens));
            // Models that think within a budget show it anyway.
            wanted.shown().filter(shown -> !shown).ifPresent(hidden -> out.add("display", "omitted"));
        }
        out.endObject();
        return true;
    }

    /** Returns the effort to ask for, where models have that. */
    Optional<String> effort() {
        Optional<String> effort =
                wanted.effort().filter(word -> !word.equals("none")).map(word -> EFFORTS.contains(word) ? word : "low");
        if (off()) {
            effort.ifPresent(word -> leftOut.note("effort"));
            return Optional.empty();
        }
        if (!adaptive()) {
            return Optional.empty();
        }
        return effort.or(() -> wanted.budget().map(ThinkingWriter::effort));
    }

    private boolean off() {
        return wanted.mode() == Mode.OFF
                || (wanted.mode() == Mode.UNSET && wanted.effort().orElse("").equals("none"));
    }

    private boolean on() {
        return wanted.mode() == Mode.ON
                || wanted.mode() == Mode.ADAPTIVE
                || wanted.effort().isPresent();
    }

    /** Models of which nothing is known are taken for current ones, unless the caller knows better. */
    private boolean adaptive() {
        return capabilities.contains(ADAPTIVE)
                || (capabilities.isEmpty() && wanted.budget().isEmpty());
    }

    private long budget(long maxTokens) {
        long budget = wanted.budget()
                .orElseGet(() -> wanted.effort().map(BUDGETS::get).orElse(USUAL));
        if (budget < LEAST) {
            leftOut.note("thinking.budget");
            return LEAST;
        }
        // Both are upper limits, so less than either keeps them; half leaves as much for the answer itself.
        return budget < maxTokens ? budget : Math.max(LEAST, maxTokens / 2);
    }

    private static String effort(long budget) {
        if (budget < USUAL) {
            return "low";
        }
        return budget < MUCH ? "medium" : "high";
    }
}
