package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.Thinking;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonOutput;
import java.util.Map;
import java.util.Optional;

/** Writes {@code thinkingConfig}. */
final class ThinkingWriter {
    private static final Map<String, Long> BUDGETS =
            Map.of("minimal", 1024L, "low", 1024L, "medium", 8192L, "high", 24_576L, "xhigh", 32_768L, "max", 32_768L);
    /** The most that the small models take, and the least of the large ones. */
    private static final long SMALL_MOST = 24_576;

    private static final long PRO_LEAST = 128;

    private final ModelFamily family;
    private final LeftOut leftOut;
    private final Optional<Long> maxTokens;

    ThinkingWriter(ModelFamily family, LeftOut leftOut, Optional<Long> maxTokens) {
        this.family = family;
        this.leftOut = leftOut;
        this.maxTokens = maxTokens;
    }

    void write(Thinking thinking, JsonOutput out) {
        JsonOutput config = new JsonOutput().object();
        Optional<String> effort = thinking.effort().filter(word -> !word.equals("none"));
        boolean none = thinking.effort().filter("none"::equals).isPresent();
        if (thinking.mode() == Thinking.Mode.OFF || none) {
            off(config);
        } else if (family.levels() && effort.isPresent()) {
            config.add("thinkingLevel", level(effort.get()));
        } else if (thinking.budget().isPresent()) {
            config.add("thinkingBudget", thinking.budget().get());
        } else if (effort.isPresent()) {
            config.add("thinkingBudget", budget(effort.get()));
        } else if (thinking.mode() != Thinking.Mode.UNSET) {
            config.add("thinkingBudget", -1);
        }
        thinking.shown().ifPresent(shown -> config.add("includeThoughts", shown));
        byte[] written = config.endObject().toBytes();
        if (written.length > "{}".length()) {
            out.add("thinkingConfig", written);
        }
    }

    private void off(JsonOutput config) {
        if (family.levels()) {
            leftOut.note("thinking");
            config.add("thinkingLevel", level("minimal"));
        } else if (family.pro()) {
            leftOut.note("thinking");
            config.add("thinkingBudget", PRO_LEAST);
        } else {
            config.add("thinkingBudget", 0);
        }
    }

    private String level(String effort) {
        return switch (effort) {
            case "minimal" -> family.pro() ? "LOW" : "MINIMAL";
            case "low" -> "LOW";
            case "medium" -> "MEDIUM";
            default -> "HIGH";
        };
    }

    private long budget(String effort) {
        long most = family.pro() ? Long.MAX_VALUE : SMALL_MOST;
        long wanted = Math.min(BUDGETS.getOrDefault(effort, SMALL_MOST), most);
        // Thoughts count among the tokens of the answer, of which some must be left.
        return maxTokens
                .map(all -> Math.min(wanted, Math.max(all / 2, family.pro() ? PRO_LEAST : 0)))
                .orElse(wanted);
    }
}
