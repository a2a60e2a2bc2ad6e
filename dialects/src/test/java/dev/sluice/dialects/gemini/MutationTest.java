package dev.sluice.dialects.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.StreamReader;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.dialects.testing.Streams;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class MutationTest {
    private static final int ROUNDS = 1500;
    private static final String[] VALUES = {
        "null",
        "true",
        "[]",
        "{}",
        "\"\"",
        "\"STOP\"",
        "-1",
        "1e999999999",
        "1e-999999999",
        "[[]]",
        "[null]",
        "{\"parts\":[{}]}",
        "99999999999999999999",
        "\"c2x1aWNlMS4hISEh\"",
        "[{\"name\":\"f\"}]"
    };

    @Test
    void damagedRequestsAreReadOrRefused() {
        int refused = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            Conversation sample = new Samples(random).conversation();
            JsonObject request = Gemini.write(sample, "gemini-3-flash", new LeftOut());
            Optional<JsonObject> damaged = damaged(request, random);
            if (damaged.isPresent() && !goes(seed, () -> carried(damaged.get()))) {
                refused++;
            }
        }
        assertThat(refused).isBetween(ROUNDS / 20, ROUNDS - ROUNDS / 20);
    }

    @Test
    void damagedRepliesAreReadOrFail() {
        int failed = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            JsonObject reply = Gemini.write(new Samples(random).answer());
            Optional<JsonObject> damaged = damaged(reply, random);
            if (damaged.isPresent()
                    && !goes(seed, () -> Gemini.write(Gemini.CODEC.readReply(JsonTree.node(damaged.get()))))) {
                failed++;
            }
        }
        assertThat(failed).isBetween(ROUNDS / 20, ROUNDS - ROUNDS / 20);
    }

    @Test
    void damagedStreamsAreReadOrFail() {
        int failed = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            List<ServerSentEvent> events = new ArrayList<>(Streams.write(
                    Gemini.CODEC.streamWriter(Gemini.caller()), Streams.steps(new Samples(random).answer(), 5)));
            int at = random.nextInt(events.size());
            JsonObject event = JsonTree.object(events.get(at).data()).orElseThrow();
            Optional<JsonObject> damaged = damaged(event, random);
            byte[] data = damaged.map(JsonTree::bytes).orElse(new byte[] {'{', (byte) random.nextInt()});
            events.set(at, ServerSentEvent.of(data));
            StreamReader reader = Gemini.CODEC.streamReader();
            if (!goes(seed, () -> Streams.collect(Streams.read(reader, events)))) {
                failed++;
            }
        }
        assertThat(failed).isBetween(ROUNDS / 20, ROUNDS - ROUNDS / 20);
    }

    private static void carried(JsonObject request) {
        Conversation conversation = Gemini.CODEC.readRequest(JsonTree.node(request), new LeftOut());
        Gemini.write(conversation, "gemini-2.5-pro", new LeftOut());
    }

    /** Tells whether it went through; fails if it went wrong in any other way than it may. */
    private static boolean goes(int seed, ThrowingCallable call) {
        Throwable failure = catchThrowable(call);
        if (failure == null) {
            return true;
        }
        assertThat(failure).as("seed %d", seed).isInstanceOf(ProviderException.class);
        assertThat(((ProviderException) failure).kind()).as("seed %d", seed).isNotEqualTo(ErrorKind.INTERNAL);
        return false;
    }

    private static Optional<JsonObject> damaged(JsonObject object, Random random) {
        if (random.nextInt(4) == 0) {
            byte[] bytes = JsonTree.bytes(object);
            bytes[random.nextInt(bytes.length)] = (byte) "\"{}[],:x1\\ \n".charAt(random.nextInt(12));
            return JsonTree.object(bytes);
        }
        int[] left = {random.nextInt(count(object))};
        return Optional.of((JsonObject) changed(object, left, random)).filter(changed -> !changed.equals(object));
    }

    private static int count(JsonValue value) {
        return switch (value) {
            case JsonObject object ->
                1 + object.values().stream().mapToInt(MutationTest::count).sum();
            case JsonArray array ->
                1 + array.stream().mapToInt(MutationTest::count).sum();
            default -> 1;
        };
    }

    /** Replaces or removes the so manieth field or element. */
    private static JsonValue changed(JsonValue value, int[] left, Random random) {
        return switch (value) {
            case JsonObject object -> {
                JsonObjectBuilder copy = JsonTree.object();
                object.forEach((name, field) -> {
                    if (left[0]-- != 0) {
                        copy.add(name, changed(field, left, random));
                    } else if (random.nextInt(3) > 0) {
                        copy.add(name, other(random));
                    }
                });
                yield copy.build();
            }
            case JsonArray array -> {
                JsonArrayBuilder copy = JsonTree.array();
                array.forEach(element -> copy.add(left[0]-- == 0 ? other(random) : changed(element, left, random)));
                yield copy.build();
            }
            default -> value;
        };
    }

    private static JsonValue other(Random random) {
        String value = VALUES[random.nextInt(VALUES.length)];
        return JsonTree.object("{\"v\":[" + value + "]}")
                .orElseThrow()
                .getJsonArray("v")
                .getFirst();
    }
}
