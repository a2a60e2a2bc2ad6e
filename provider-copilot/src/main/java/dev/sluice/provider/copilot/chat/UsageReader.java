package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import dev.sluice.json.JsonSpan;
import dev.sluice.provider.TokenUsage;

/** Reads OpenAI's {@code usage}; what is missing or no number counts as zero. */
final class UsageReader {
    private long input;
    private long output;
    private long cached;
    private long reasoning;

    private UsageReader() {}

    static TokenUsage read(byte[] json, JsonSpan object) {
        UsageReader usage = new UsageReader();
        usage.read(JsonReader.of(json, object));
        return new TokenUsage(usage.input, usage.output, usage.cached, usage.reasoning);
    }

    private void read(JsonReader json) {
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "prompt_tokens" -> input = count(json);
                case "completion_tokens" -> output = count(json);
                case "prompt_tokens_details" -> cached = detail(json, "cached_tokens");
                case "completion_tokens_details" -> reasoning = detail(json, "reasoning_tokens");
                default -> json.skipValue();
            }
        }
        json.endObject();
    }

    private static long detail(JsonReader json, String wanted) {
        if (json.peek() != Kind.OBJECT) {
            json.skipValue();
            return 0;
        }
        long found = 0;
        json.beginObject();
        while (json.hasNext()) {
            if (json.nextName().equals(wanted)) {
                found = count(json);
            } else {
                json.skipValue();
            }
        }
        json.endObject();
        return found;
    }

    private static long count(JsonReader json) {
        if (json.peek() != Kind.NUMBER) {
            json.skipValue();
            return 0;
        }
        return Math.max(0, (long) json.nextDouble());
    }
}
