package dev.sluice.dialects.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.StreamReader;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.dialects.testing.Streams;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MutationTest {
    private static final int TIMES = 2000;
    private static final String ENCRYPTED = "{\"include\":[\"reasoning.encrypted_content\"]}";

    private final ResponsesCodec codec = new ResponsesCodec();
    private int failures;

    @Test
    void damagedRequestsAreTheCallersError() {
        for (long seed = 0; seed < TIMES; seed++) {
            Random random = new Random(seed);
            byte[] whole = codec.writeRequest(new Samples(seed).conversation(), Samples.target(false), new LeftOut());
            JsonObject damaged = damaged(JsonTree.object(whole).orElseThrow(), random);
            survives(seed, Set.of(ErrorKind.INVALID_REQUEST), () -> {
                codec.readRequest(JsonTree.node(damaged), new LeftOut());
                codec.writeReply(new Samples(1).answer(), Samples.caller(damaged.toString()));
            });
        }
        assertThat(failures).isGreaterThan(TIMES / 10);
    }

    @Test
    void damagedRepliesAreTheUpstreamsError() {
        for (long seed = 0; seed < TIMES; seed++) {
            Random random = new Random(seed);
            byte[] whole = codec.writeReply(new Samples(seed).answer(), Samples.caller(ENCRYPTED));
            JsonObject damaged = damaged(JsonTree.object(whole).orElseThrow(), random);
            survives(
                    seed,
                    Set.of(ErrorKind.UPSTREAM_PROTOCOL, ErrorKind.UPSTREAM_UNAVAILABLE),
                    () -> codec.readReply(JsonTree.node(damaged)));
        }
        assertThat(failures).isPositive();
    }

    @Test
    void damagedStreamsAreTheUpstreamsErrorOrProper() {
        for (long seed = 0; seed < TIMES; seed++) {
            Random random = new Random(seed);
            Answer answer = new Samples(seed).answer();
            List<ServerSentEvent> events = new ArrayList<>(
                    Streams.write(codec.streamWriter(Samples.caller(ENCRYPTED)), Streams.steps(answer, 2)));
            damage(events, random);
            StreamReader reader = codec.streamReader();
            survives(
                    seed,
                    Set.of(ErrorKind.UPSTREAM_PROTOCOL, ErrorKind.UPSTREAM_UNAVAILABLE),
                    () -> Streams.read(reader, events));
        }
        assertThat(failures).isGreaterThan(TIMES / 10);
    }

    private void survives(long seed, Set<ErrorKind> kinds, Runnable reading) {
        try {
            reading.run();
        } catch (ProviderException e) {
            failures++;
            assertThat(e.kind()).as("seed %d: %s", seed, e.getMessage()).isIn(kinds);
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private static void damage(List<ServerSentEvent> events, Random random) {
        int at = random.nextInt(events.size());
        ServerSentEvent event = events.get(at);
        switch (random.nextInt(5)) {
            case 0 -> events.remove(at);
            case 1 -> events.add(random.nextInt(events.size()), events.remove(at));
            case 2 -> events.add(at, event);
            case 3 -> {
                byte[] data = event.data().clone();
                data[random.nextInt(data.length)] = (byte) random.nextInt(256);
                events.set(at, ServerSentEvent.of(event.type(), data));
            }
            default -> {
                JsonObject data = damaged(Samples.json(event.text()), random);
                events.set(at, ServerSentEvent.of(random.nextBoolean() ? event.type() : "", JsonTree.bytes(data)));
            }
        }
    }

    /** Changes one value, somewhere. */
    private static JsonObject damaged(JsonObject object, Random random) {
        return (JsonObject) damaged((JsonValue) object, random, random.nextInt(6));
    }

    private static JsonValue damaged(JsonValue value, Random random, int depth) {
        return switch (value) {
            case JsonObject object
            when !object.isEmpty() -> {
                List<String> names = List.copyOf(object.keySet());
                String name = names.get(random.nextInt(names.size()));
                JsonObjectBuilder changed = JsonTree.object(object);
                if (depth == 0 && random.nextInt(4) == 0) {
                    yield changed.remove(name).build();
                }
                yield changed.add(name, child(object.getOrDefault(name, JsonValue.NULL), random, depth))
                        .build();
            }
            case JsonArray array
            when !array.isEmpty() -> {
                int at = random.nextInt(array.size());
                JsonArrayBuilder changed = JsonTree.array();
                for (int i = 0; i < array.size(); i++) {
                    changed.add(i == at ? child(array.get(i), random, depth) : array.get(i));
                }
                yield changed.build();
            }
            default -> value instanceof JsonObject ? value : other(random);
        };
    }

    private static JsonValue child(JsonValue value, Random random, int depth) {
        boolean deeper = depth > 0 && (value instanceof JsonObject || value instanceof JsonArray);
        return deeper ? damaged(value, random, depth - 1) : other(random);
    }

    private static JsonValue other(Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> JsonValue.NULL;
            case 1 -> JsonValue.TRUE;
            case 2 -> Json.createValue("");
            case 3 -> Json.createValue("x");
            case 4 -> Json.createValue(-1);
            case 5 -> Json.createValue(new java.math.BigDecimal("1e999"));
            case 6 -> JsonValue.EMPTY_JSON_ARRAY;
            case 7 -> JsonTree.array().add("data:").build();
            default -> JsonValue.EMPTY_JSON_OBJECT;
        };
    }
}
