package dev.sluice.provider.support;

import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.Incubating;
import dev.sluice.provider.Reply;
import dev.sluice.provider.TokenUsage;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code usage} of a reply, or of one event of its stream, in OpenAI's and Anthropic's shapes. OpenAI includes
 * cached tokens in the input; Anthropic counts them separately.
 */
@Incubating(since = "0.1")
public final class TokenCounts {
    private static final Set<String> CONTAINERS = Set.of(
            "response",
            "message",
            "usage",
            "prompt_tokens_details",
            "completion_tokens_details",
            "input_tokens_details",
            "output_tokens_details");

    private boolean found;
    private long input;
    private long output;
    private long cachedIncluded;
    private long cachedSeparate;
    private long cacheWrites;
    private long reasoning;

    private TokenCounts() {}

    /**
     * Reads a text.
     *
     * @param text JSON
     * @return nothing if it has no {@code usage}, or is no JSON object
     */
    public static Optional<TokenUsage> in(byte[] text) {
        try {
            return in(JsonDocument.parse(text).root());
        } catch (JsonException e) {
            // What goes to the caller is not judged here; it only cannot be counted.
            return Optional.empty();
        }
    }

    static Optional<TokenUsage> in(JsonNode root) {
        TokenCounts counts = new TokenCounts();
        counts.read(root, false);
        return counts.found ? Optional.of(counts.usage()) : Optional.empty();
    }

    /**
     * Creates a reply with the token usage that its body reports.
     *
     * @param headers see {@link Reply#headers()}
     * @param body the dialect's JSON; not copied
     * @return the reply
     */
    public static Reply.Complete counted(Headers headers, byte[] body) {
        return in(body).map(usage -> Reply.Complete.of(headers, body, usage))
                .orElseGet(() -> Reply.Complete.of(headers, body));
    }

    /**
     * Merges the usage of two events of a stream: Messages reports the input at the start, with some upstreams again at
     * the end, and the output at the end.
     *
     * @param before the usage known so far; null if none
     * @param now the usage of the latest event
     * @return the greater of each count
     */
    // A provider needs the annotation neither to compile nor to run.
    @SuppressWarnings("exports")
    public static TokenUsage merged(@Nullable TokenUsage before, TokenUsage now) {
        return before == null
                ? now
                : new TokenUsage(
                        Math.max(before.input(), now.input()),
                        Math.max(before.output(), now.output()),
                        Math.max(before.cachedInput(), now.cachedInput()),
                        Math.max(before.reasoning(), now.reasoning()));
    }

    private TokenUsage usage() {
        return new TokenUsage(input + cachedSeparate + cacheWrites, output, cachedIncluded + cachedSeparate, reasoning);
    }

    private void read(JsonNode container, boolean inUsage) {
        if (!container.is(Kind.OBJECT)) {
            return;
        }
        for (JsonNode member : container) {
            if (member.is(Kind.OBJECT) && CONTAINERS.contains(member.name())) {
                boolean usage = member.isNamed("usage");
                found |= usage;
                read(member, inUsage || usage);
            } else if (inUsage && member.is(Kind.NUMBER)) {
                count(member.name(), Math.max(0, (long) member.doubleValue()));
            }
        }
    }

    private void count(String name, long tokens) {
        switch (name) {
            case "prompt_tokens", "input_tokens" -> input = tokens;
            case "completion_tokens", "output_tokens" -> output = tokens;
            case "cached_tokens", "prompt_cache_hit_tokens" -> cachedIncluded = tokens;
            case "cache_read_input_tokens" -> cachedSeparate = tokens;
            case "cache_creation_input_tokens" -> cacheWrites = tokens;
            case "reasoning_tokens" -> reasoning = tokens;
            default -> {
                // A count that TokenUsage has no place for.
            }
        }
    }
}
