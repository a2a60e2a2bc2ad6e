package dev.sluice.gateway.models;

import dev.sluice.gateway.resilience.BegunEventStream;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.Reply;
import dev.sluice.provider.ServerSentEvent;
import java.util.Optional;

/** Finds the id by which a later request may go on from a reply. Only Responses have such ids. */
final class ReplyIds {
    private ReplyIds() {}

    static Optional<String> of(Dialect dialect, Reply reply) {
        if (!dialect.equals(Dialect.RESPONSES)) {
            return Optional.empty();
        }
        try {
            return switch (reply) {
                case Reply.Complete complete -> id(JsonReader.of(complete.body()));
                case Reply.Streaming streaming -> streamed(streaming);
            };
        } catch (JsonException e) {
            // Whoever relays the reply finds that out as well, and says so.
            return Optional.empty();
        }
    }

    private static Optional<String> streamed(Reply.Streaming reply) {
        ServerSentEvent first = reply.events() instanceof BegunEventStream begun ? begun.first() : null;
        if (first == null) {
            return Optional.empty();
        }
        JsonReader json = JsonReader.of(first.data());
        if (json.peek() != Kind.OBJECT) {
            return Optional.empty();
        }
        json.beginObject();
        while (json.hasNext()) {
            if (json.nextName().equals("response")) {
                return id(json);
            }
            json.skipValue();
        }
        return Optional.empty();
    }

    private static Optional<String> id(JsonReader json) {
        if (json.peek() != Kind.OBJECT) {
            return Optional.empty();
        }
        json.beginObject();
        while (json.hasNext()) {
            if (json.nextName().equals("id") && json.peek() == Kind.STRING) {
                return Optional.of(json.nextString());
            }
            json.skipValue();
        }
        return Optional.empty();
    }
}
