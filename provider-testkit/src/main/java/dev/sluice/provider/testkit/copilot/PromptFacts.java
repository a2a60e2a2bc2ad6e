package dev.sluice.provider.testkit.copilot;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a request that an answer depends on, independent of its dialect.
 *
 * @param lastText the user's last words, without what an agent put around them
 * @param toolResults what the tools answered, when that is the last thing said; empty when the user spoke last
 * @param images the images of the user's last message
 * @param tools what may be called
 * @param forcedTool a tool that must be called; null when the choice is free
 * @param toolsAllowed whether tools may be called at all
 * @param parallel whether several calls at once are wanted
 * @param schema what the answer must look like, when it must be JSON; empty for any object
 * @param promptTokens an estimate
 * @param maxOutput tokens at most
 */
record PromptFacts(
        String lastText,
        List<String> toolResults,
        List<ImageFacts> images,
        List<ToolSpec> tools,
        @Nullable String forcedTool,
        boolean toolsAllowed,
        boolean parallel,
        @Nullable JsonObject schema,
        long promptTokens,
        int maxOutput) {

    /** What agents put around the user's words about themselves, in elements such as {@code <system-reminder>}. */
    private static final Pattern CONTEXT = Pattern.compile("<([a-z]+[-_][a-z_-]+)>.*?</\\1>", Pattern.DOTALL);

    PromptFacts {
        String own = CONTEXT.matcher(lastText).replaceAll("").strip();
        lastText = own.isEmpty() ? lastText : own;
    }
}
