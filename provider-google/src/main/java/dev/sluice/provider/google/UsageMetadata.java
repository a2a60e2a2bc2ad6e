package dev.sluice.provider.google;

import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import dev.sluice.provider.TokenUsage;
import java.util.Optional;

/**
 * Reads {@code usageMetadata}. Google counts thoughts apart from what is said, and what tools brought apart from the
 * prompt.
 *
 * @see <a href="https://ai.google.dev/api/generate-content#UsageMetadata">its reference</a>
 */
final class UsageMetadata {
    private boolean found;
    private long prompt;
    private long tools;
    private long said;
    private long thought;
    private long cached;

    void read(JsonReader json) {
        if (json.peek() != Kind.OBJECT) {
            json.skipValue();
            return;
        }
        found = true;
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            if (json.peek() == Kind.NUMBER) {
                count(name, Math.max(0, (long) json.nextDouble()));
            } else {
                json.skipValue();
            }
        }
        json.endObject();
    }

    private void count(String name, long tokens) {
        switch (name) {
            case "promptTokenCount" -> prompt = tokens;
            case "toolUsePromptTokenCount" -> tools = tokens;
            case "candidatesTokenCount" -> said = tokens;
            case "thoughtsTokenCount" -> thought = tokens;
            case "cachedContentTokenCount" -> cached = tokens;
            default -> {
                // A sum, or a count that the SPI has no place for.
            }
        }
    }

    Optional<TokenUsage> tokens() {
        return found ? Optional.of(new TokenUsage(prompt + tools, said + thought, cached, thought)) : Optional.empty();
    }
}
