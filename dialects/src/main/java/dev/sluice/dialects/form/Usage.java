package dev.sluice.dialects.form;

/**
 * What an answer cost, in tokens.
 *
 * @param input all that was read, cached ones included
 * @param cacheRead those of {@code input} that came from a cache
 * @param cacheWrite those of {@code input} that were put into a cache
 * @param output all that was written, reasoning included
 * @param reasoning those of {@code output} that were reasoning
 */
public record Usage(long input, long cacheRead, long cacheWrite, long output, long reasoning) {}
