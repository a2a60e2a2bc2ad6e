package dev.sluice.provider.copilot;

import dev.sluice.json.JsonException;
import dev.sluice.json.JsonReader;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;

/** Reads the reply of {@code /v1/messages/count_tokens}. */
final class CountedTokens {
    private CountedTokens() {}

    static long read(byte[] body) {
        try {
            JsonReader json = JsonReader.of(body);
            json.beginObject();
            while (json.hasNext()) {
                if (json.nextName().equals("input_tokens") && json.peek() == JsonReader.Kind.NUMBER) {
                    return json.nextLong();
                }
                json.skipValue();
            }
        } catch (JsonException e) {
            throw new ProviderException(ErrorKind.UPSTREAM_PROTOCOL, "Copilot's count of tokens is not JSON", e);
        }
        throw new ProviderException(ErrorKind.UPSTREAM_PROTOCOL, "Copilot's count of tokens has no number");
    }
}
