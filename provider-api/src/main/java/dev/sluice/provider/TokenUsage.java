package dev.sluice.provider;

/**
 * What a reply cost, in tokens, as the upstream counted them.
 *
 * @param input tokens read, cached ones included
 * @param output tokens written, reasoning included
 * @param cachedInput those of {@code input} that came from a cache
 * @param reasoning those of {@code output} that were reasoning
 */
@Stable(since = "1.0")
public record TokenUsage(long input, long output, long cachedInput, long reasoning) {
    /** Refuses negative counts. */
    public TokenUsage {
        if (input < 0 || output < 0 || cachedInput < 0 || reasoning < 0) {
            throw new IllegalArgumentException("token counts are not negative");
        }
    }

    /**
     * Makes a usage without details.
     *
     * @param input tokens read
     * @param output tokens written
     * @return with nothing cached and no reasoning
     */
    public static TokenUsage of(long input, long output) {
        return new TokenUsage(input, output, 0, 0);
    }
}
