package dev.sluice.provider.support;

import dev.sluice.json.JsonException;
import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.Reply;
import dev.sluice.provider.TokenUsage;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code usage} of a reply, or of one event of its stream, in OpenAI's and Anthropic's shapes. OpenAI counts
 * cached tokens within those read; Anthropic counts them apart.
 */
public final class TokenCounts {
    private static final Set<String> WITHIN = Set.of(
            "response",
            "message",
            "usage",
            "prompt_tokens_details",
            "completion_tokens_details",
            "input_tokens_details",
            "output_tokens_details");

    private final JsonReader json;
    private boolean found;
    private long input;
    private long output;
    private long cachedWithin;
    private long cachedApart;
    private long written;
    private long reasoning;

    private TokenCounts(byte[] text) {
        this.json = JsonReader.of(text);
    }

    /**
     * Reads a text.
     *
     * @param text JSON
     * @return nothing if it says nothing about tokens, or is not an object
     */
    public static Optional<TokenUsage> in(byte[] text) {
        TokenCounts counts = new TokenCounts(text);
        try {
            counts.members(false);
        } catch (JsonException e) {
            // What goes to the caller is not judged here; it only cannot be counted.
            return Optional.empty();
        }
        return counts.found ? Optional.of(counts.usage()) : Optional.empty();
    }

    /**
     * Makes a reply with what its body says about tokens.
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
     * Joins what two events of a stream say: Messages tells what was read at the start, and by some upstreams again at
     * the end, and what was written at the end.
     *
     * @param before what was known, if anything
     * @param now what has come
     * @return of each count the greater
     */
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
        return new TokenUsage(input + cachedApart + written, output, cachedWithin + cachedApart, reasoning);
    }

    private void members(boolean counting) {
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            Kind kind = json.peek();
            if (kind == Kind.OBJECT && WITHIN.contains(name)) {
                found |= name.equals("usage");
                members(counting || name.equals("usage"));
            } else if (counting && kind == Kind.NUMBER) {
                count(name, Math.max(0, (long) json.nextDouble()));
            } else {
                json.skipValue();
            }
        }
        json.endObject();
    }

    private void count(String name, long tokens) {
        switch (name) {
            case "prompt_tokens", "input_tokens" -> input = tokens;
            case "completion_tokens", "output_tokens" -> output = tokens;
            case "cached_tokens", "prompt_cache_hit_tokens" -> cachedWithin = tokens;
            case "cache_read_input_tokens" -> cachedApart = tokens;
            case "cache_creation_input_tokens" -> written = tokens;
            case "reasoning_tokens" -> reasoning = tokens;
            default -> {
                // A count that the SPI has no place for.
            }
        }
    }
}
