package dev.sluice.dialects.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.StreamReader;
import dev.sluice.dialects.form.Target;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.dialects.testing.Streams;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever is sent is read or refused, and nothing else; the number tells how to make the same mutation again. */
final class FuzzTest {
    private static final int MUTATIONS = 4000;
    private static final Target TARGET = new Target(Model.builder("m").build(), true);
    private static final Caller CALLER = new Caller("m", JsonTree.node(JsonValue.EMPTY_JSON_OBJECT), Instant.EPOCH);
    private static final List<JsonValue> STRANGE = JsonTree.object(
                    "{\"all\":[null,true,[],{},\"\",\"sluice1.eyJvIjpbW11dfQ\","
                            + "\"data:,;base64\",-1,1e999999999,9223372036854775807,[null],[{}]]}")
            .orElseThrow()
            .getJsonArray("all");

    private final ChatCodec codec = new ChatCodec();

    @Test
    void requestsAreReadOrRefused() {
        Set<ErrorKind> kinds = EnumSet.noneOf(ErrorKind.class);
        int read = 0;
        for (int seed = 0; seed < MUTATIONS; seed++) {
            JsonObject valid =
                    written(codec.writeRequest(new Samples(seed % 100).conversation(), TARGET, new LeftOut()));
            JsonObject mutated = (JsonObject) mutated(valid, new Random(seed));
            try {
                Conversation conversation = codec.readRequest(JsonTree.node(mutated), new LeftOut());
                read++;
                codec.writeRequest(conversation, TARGET, new LeftOut());
            } catch (ProviderException refusal) {
                kinds.add(refusal.kind());
            } catch (RuntimeException defect) {
                throw new AssertionError("mutation " + seed + ": " + mutated, defect);
            }
        }
        assertThat(kinds).containsExactly(ErrorKind.INVALID_REQUEST);
        assertThat(read).isBetween(MUTATIONS / 10, MUTATIONS * 9 / 10);
    }

    @Test
    void repliesAreReadOrRefused() {
        int refused = 0;
        for (int seed = 0; seed < MUTATIONS; seed++) {
            JsonObject valid = written(codec.writeReply(new Samples(seed % 100).answer(), CALLER));
            JsonObject mutated = (JsonObject) mutated(valid, new Random(seed));
            try {
                codec.writeReply(codec.readReply(JsonTree.node(mutated)), CALLER);
            } catch (ProviderException refusal) {
                refused++;
            } catch (RuntimeException defect) {
                throw new AssertionError("mutation " + seed + ": " + mutated, defect);
            }
        }
        assertThat(refused).isBetween(MUTATIONS / 10, MUTATIONS * 9 / 10);
    }

    @Test
    void streamsAreReadOrRefused() {
        int refused = 0;
        for (int seed = 0; seed < MUTATIONS; seed++) {
            Random random = new Random(seed);
            Answer answer = new Samples(seed % 100).answer();
            List<ServerSentEvent> events =
                    Streams.write(codec.streamWriter(CALLER), Streams.steps(answer, 1 + random.nextInt(9)));
            int strange = random.nextInt(events.size());
            StreamReader reader = codec.streamReader();
            try {
                for (int i = 0; i < events.size(); i++) {
                    ServerSentEvent event = i == strange ? mutated(events.get(i), random) : events.get(i);
                    reader.read(event, _ -> {});
                }
                reader.end(_ -> {});
            } catch (ProviderException refusal) {
                refused++;
            } catch (RuntimeException defect) {
                throw new AssertionError("mutation " + seed, defect);
            }
        }
        assertThat(refused).isBetween(MUTATIONS / 10, MUTATIONS * 9 / 10);
    }

    private static JsonObject written(byte[] json) {
        return JsonTree.object(json).orElseThrow();
    }

    private static ServerSentEvent mutated(ServerSentEvent event, Random random) {
        byte[] data = event.data().clone();
        if (random.nextBoolean()) {
            data[random.nextInt(data.length)] = (byte) random.nextInt(256);
            return ServerSentEvent.of(data);
        }
        return JsonTree.object(data)
                .map(chunk ->
                        ServerSentEvent.of(mutated(chunk, random).toString().getBytes(StandardCharsets.UTF_8)))
                .orElse(event);
    }

    /** Changes one value somewhere within, or leaves it out. */
    private static JsonValue mutated(JsonValue value, Random random) {
        return switch (value) {
            case JsonObject object
            when !object.isEmpty() -> {
                int at = random.nextInt(object.size());
                JsonObjectBuilder changed = JsonTree.object();
                int i = 0;
                for (var entry : object.entrySet()) {
                    if (i++ != at) {
                        changed.add(entry.getKey(), entry.getValue());
                    } else if (random.nextInt(8) != 0) {
                        changed.add(entry.getKey(), deeper(entry.getValue(), random));
                    }
                }
                yield changed.build();
            }
            case JsonArray array
            when !array.isEmpty() -> {
                int at = random.nextInt(array.size());
                JsonArrayBuilder changed = JsonTree.array();
                for (int i = 0; i < array.size(); i++) {
                    if (i != at) {
                        changed.add(array.get(i));
                    } else if (random.nextInt(8) != 0) {
                        changed.add(deeper(array.get(i), random));
                    }
                }
                yield changed.build();
            }
            default -> STRANGE.get(random.nextInt(STRANGE.size()));
        };
    }

    private static JsonValue deeper(JsonValue value, Random random) {
        return random.nextInt(5) == 0 ? STRANGE.get(random.nextInt(STRANGE.size())) : mutated(value, random);
    }
}
