package dev.sluice.dialects.messages;

import static dev.sluice.dialects.messages.Messages.CALLER;
import static dev.sluice.dialects.messages.Messages.CODEC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever comes in, what comes out is an answer or a failure that says what is wrong. */
final class HostileInputTest {
    private static final int TIMES = 3000;
    private static final Target TARGET = new Target(Model.builder("m").build(), true);
    private static final String KITCHEN_SINK = """
            {"model":"m","max_tokens":9,"system":[{"type":"text","text":"s"}],"messages":[
              {"role":"user","content":[{"type":"text","text":"u"},
                {"type":"image","source":{"type":"url","url":"https://x"}},
                {"type":"document","title":"t","context":"c","source":{"type":"content","content":[
                  {"type":"text","text":"d"}]},"citations":{"enabled":false}},
                {"type":"search_result","source":"s","title":"t","content":[{"type":"text","text":"f"}]}]},
              {"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":"sluice1.e30"},
                {"type":"redacted_thinking","data":"d"},
                {"type":"tool_use","id":"a","name":"f","input":{"x":[1]},"caller":{"type":"direct"}}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"a","is_error":true,"content":[
                {"type":"text","text":"r"}]}]},
              {"role":"system","content":"i","clear_at":"never"}],
             "tools":[{"name":"f","type":"custom","input_schema":{},"strict":true,"allowed_callers":["direct"]}],
             "tool_choice":{"type":"tool","name":"f","disable_parallel_tool_use":true},
             "thinking":{"type":"enabled","budget_tokens":1024,"display":"omitted"},
             "output_config":{"effort":"low","format":{"type":"json_schema","schema":{}}},
             "stop_sequences":["x"],"temperature":0.5,"top_p":0.5,"top_k":5,"metadata":{"user_id":"u"},
             "container":{"id":"c","skills":[]},"inference_geo":"global","mcp_servers":[]}
            """;

    @Test
    void changedRequestsAreReadOrRefused() {
        JsonObject whole = Messages.json(KITCHEN_SINK);
        CODEC.readRequest(JsonTree.node(whole), new LeftOut());
        int refused = 0;
        for (long seed = 0; seed < TIMES; seed++) {
            JsonObject changed = (JsonObject) new Mutation(seed).of(whole);
            try {
                Conversation read = CODEC.readRequest(JsonTree.node(changed), new LeftOut());
                CODEC.writeRequest(read, TARGET, new LeftOut());
            } catch (ProviderException refusal) {
                assertThat(refusal.kind()).as("seed %d", seed).isEqualTo(ErrorKind.INVALID_REQUEST);
                refused++;
            } catch (RuntimeException defect) {
                fail("seed " + seed + ": " + changed, defect);
            }
        }
        assertThat(refused).isBetween(TIMES / 10, TIMES - 10);
    }

    @Test
    void changedRepliesAreReadOrTheUpstreamsFault() {
        int failed = 0;
        for (long seed = 0; seed < TIMES; seed++) {
            JsonObject reply = JsonTree.object(CODEC.writeReply(new RandomTalk(seed).answer(), CALLER))
                    .orElseThrow();
            JsonObject changed = (JsonObject) new Mutation(seed).of(reply);
            try {
                CODEC.readReply(JsonTree.node(changed));
            } catch (ProviderException failure) {
                assertThat(failure.kind()).as("seed %d", seed).isEqualTo(ErrorKind.UPSTREAM_PROTOCOL);
                failed++;
            } catch (RuntimeException defect) {
                fail("seed " + seed + ": " + changed, defect);
            }
        }
        assertThat(failed).isBetween(TIMES / 10, TIMES - 10);
    }

    @Test
    void changedStreamsAreProperOrTheUpstreamsFault() {
        int failed = 0;
        for (long seed = 0; seed < TIMES; seed++) {
            Random random = new Random(seed);
            List<ServerSentEvent> events = new ArrayList<>(
                    Streams.write(CODEC.streamWriter(CALLER), Streams.steps(new RandomTalk(seed).answer(), 20)));
            int at = random.nextInt(events.size());
            switch (random.nextInt(4)) {
                case 0 -> events.remove(at);
                case 1 -> events.add(random.nextInt(events.size()), events.get(at));
                case 2 -> events.set(at, damaged(events.get(at), random));
                default -> events.set(at, changed(events.get(at), seed));
            }
            StreamReader reader = CODEC.streamReader();
            try {
                Streams.read(reader, events);
            } catch (ProviderException failure) {
                assertThat(failure.kind())
                        .as("seed %d", seed)
                        .isIn(ErrorKind.UPSTREAM_PROTOCOL, ErrorKind.UPSTREAM_UNAVAILABLE);
                failed++;
            } catch (RuntimeException defect) {
                fail("seed " + seed, defect);
            }
        }
        assertThat(failed).isBetween(TIMES / 10, TIMES - 10);
    }

    @Test
    void damagedEventsAreReadOrTheUpstreamsFault() {
        List<ServerSentEvent> events =
                Streams.write(CODEC.streamWriter(CALLER), Streams.steps(new RandomTalk(3).answer(), 20));
        int failed = 0;
        for (long seed = 0; seed < TIMES; seed++) {
            Random random = new Random(seed);
            StreamReader reader = CODEC.streamReader();
            reader.read(events.getFirst(), _ -> {});
            try {
                reader.read(damaged(events.get(random.nextInt(events.size())), random), _ -> {});
            } catch (ProviderException failure) {
                assertThat(failure.kind()).as("seed %d", seed).isEqualTo(ErrorKind.UPSTREAM_PROTOCOL);
                failed++;
            } catch (RuntimeException defect) {
                fail("seed " + seed, defect);
            }
        }
        assertThat(failed).isBetween(TIMES / 10, TIMES - 10);
    }

    private static ServerSentEvent damaged(ServerSentEvent event, Random random) {
        byte[] data = event.data().clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            data[random.nextInt(data.length)] = (byte) random.nextInt(256);
        }
        return ServerSentEvent.of(event.type(), data);
    }

    private static ServerSentEvent changed(ServerSentEvent event, long seed) {
        JsonObject data = JsonTree.object(event.data()).orElseThrow();
        return ServerSentEvent.of(event.type(), JsonTree.bytes(new Mutation(seed).of(data)));
    }

    /** Removes or replaces one value somewhere below the top. */
    private static final class Mutation {
        private static final List<JsonValue> VALUES = List.copyOf(
                Messages.json("{\"v\":[null,true,1,-1,1e99,0.5,\"\",\"x\",[],{},[1],[\"x\"],{\"type\":\"x\"},[{}],"
                                + "9223372036854775808,\"sluice1.zz\",\"tool_use\",[[]],{\"a\":{}}]}")
                        .getJsonArray("v"));
        private final Random random;
        private int left;

        Mutation(long seed) {
            this.random = new Random(seed);
        }

        JsonValue of(JsonObject object) {
            left = 1 + random.nextInt(count(object) - 1);
            return changed(object);
        }

        private static int count(JsonValue value) {
            return switch (value) {
                case JsonObject object ->
                    1 + object.values().stream().mapToInt(Mutation::count).sum();
                case JsonArray array ->
                    1 + array.stream().mapToInt(Mutation::count).sum();
                default -> 1;
            };
        }

        private JsonValue changed(JsonValue value) {
            return switch (value) {
                case JsonObject object -> {
                    JsonObjectBuilder copy = JsonTree.object();
                    object.forEach((name, child) -> {
                        boolean here = --left == 0;
                        if (!here) {
                            copy.add(name, changed(child));
                        } else if (random.nextInt(4) > 0) {
                            copy.add(name, VALUES.get(random.nextInt(VALUES.size())));
                        }
                    });
                    yield copy.build();
                }
                case JsonArray array -> {
                    JsonArrayBuilder copy = JsonTree.array();
                    for (JsonValue child : array) {
                        boolean here = --left == 0;
                        copy.add(here ? VALUES.get(random.nextInt(VALUES.size())) : changed(child));
                    }
                    yield copy.build();
                }
                default -> value;
            };
        }
    }
}
