package dev.sluice.provider.copilot;

import dev.sluice.json.JsonException;
import dev.sluice.json.JsonReader;
import dev.sluice.provider.TokenUsage;
import java.util.Optional;

/**
 * Reads what a Responses or Messages reply, or one event of its stream, says about tokens. Messages counts cached
 * tokens apart, Responses within.
 */
final class NativeUsage {
    private final JsonReader json;
    private boolean found;
    private long input;
    private long cachedApart;
    private long cachedWithin;
    private long written;
    private long output;
    private long reasoning;

    private NativeUsage(byte[] body) {
        this.json = JsonReader.of(body);
    }

    /** Reads a text; nothing if it says nothing about tokens. */
    static Optional<NativeUsage> of(byte[] text) {
        NativeUsage usage = new NativeUsage(text);
        try {
            usage.members();
        } catch (JsonException e) {
            // What goes to the caller is not judged here; it only cannot be counted.
            return Optional.empty();
        }
        return usage.found ? Optional.of(usage) : Optional.empty();
    }

    TokenUsage tokens() {
        return new TokenUsage(input + cachedApart + written, output, cachedApart + cachedWithin, reasoning);
    }

    private void members() {
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            boolean object = json.peek() == JsonReader.Kind.OBJECT;
            switch (name) {
                case "usage", "input_tokens_details", "output_tokens_details" -> {
                    if (object) {
                        found = true;
                        members();
                    } else {
                        json.skipValue();
                    }
                }
                case "response", "message" -> {
                    if (object) {
                        members();
                    } else {
                        json.skipValue();
                    }
                }
                default -> count(name);
            }
        }
        json.endObject();
    }

    private void count(String name) {
        if (!name.endsWith("_tokens") || json.peek() != JsonReader.Kind.NUMBER) {
            json.skipValue();
            return;
        }
        long tokens = Math.max(0, json.nextLong());
        switch (name) {
            case "input_tokens" -> input = tokens;
            case "output_tokens" -> output = tokens;
            case "cached_tokens" -> cachedWithin = tokens;
            case "cache_read_input_tokens" -> cachedApart = tokens;
            case "cache_creation_input_tokens" -> written = tokens;
            case "reasoning_tokens" -> reasoning = tokens;
            default -> {
                // A count that the SPI has no place for.
            }
        }
    }
}
