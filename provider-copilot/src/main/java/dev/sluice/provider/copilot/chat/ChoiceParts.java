package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One choice, collected from the chunks of a stream. */
final class ChoiceParts {
    /** What tool calls were before there were several; clients with {@code functions} still get it. */
    private static final String FUNCTION_CALL = "function_call";

    private final RawObject choice = new RawObject();
    private final MessageParts message = new MessageParts();
    private final Map<Integer, Call> toolCalls = new TreeMap<>();
    private final Function functionCall = new Function();
    private boolean hasFunctionCall;
    private final Map<String, List<byte[]>> logprobs = new TreeMap<>();

    ChoiceParts(int index) {
        choice.put("index", Integer.toString(index));
    }

    /** Takes the choice of one chunk. */
    void take(JsonNode piece) {
        for (JsonNode member : piece) {
            switch (member.name()) {
                case "delta" -> takeDelta(member.require(Kind.OBJECT));
                case "index", "content_filter_offsets" -> {
                    // Said already, or of the piece alone.
                }
                case "logprobs" -> takeLogprobs(member);
                default -> takeOther(member);
            }
        }
    }

    private void takeOther(JsonNode member) {
        if (!member.is(Kind.NULL)) {
            choice.put(member.name(), member.copy());
        }
    }

    private void takeDelta(JsonNode delta) {
        for (JsonNode member : delta) {
            if (member.isNamed("tool_calls") && member.is(Kind.ARRAY)) {
                for (JsonNode call : member) {
                    int number =
                            ChoiceNormalizer.number(call.require(Kind.OBJECT).get("index"));
                    toolCalls.computeIfAbsent(number, _ -> new Call()).take(call);
                }
            } else if (member.isNamed(FUNCTION_CALL) && member.is(Kind.OBJECT)) {
                functionCall.take(member);
                hasFunctionCall = true;
            } else {
                message.take(member);
            }
        }
    }

    private void takeLogprobs(JsonNode both) {
        if (!both.is(Kind.OBJECT)) {
            takeOther(both);
            return;
        }
        for (JsonNode list : both) {
            if (list.is(Kind.ARRAY)) {
                List<byte[]> tokens = logprobs.computeIfAbsent(list.name(), _ -> new ArrayList<>());
                list.forEach(token -> tokens.add(token.copy()));
            }
        }
    }

    /** How many bytes of text and arguments have been collected. */
    long size() {
        long calls = toolCalls.values().stream()
                .mapToLong(call -> call.function.size())
                .sum();
        return message.size() + functionCall.size() + calls;
    }

    byte[] json() {
        RawObject whole = message.message();
        if (!toolCalls.isEmpty()) {
            whole.put(
                    "tool_calls",
                    RawObject.array(toolCalls.values().stream().map(Call::json).toList()));
        }
        if (hasFunctionCall) {
            whole.put(FUNCTION_CALL, functionCall.json());
        }
        choice.put("message", whole.json());
        if (logprobs.isEmpty()) {
            choice.putIfAbsent("logprobs", "null");
        } else {
            RawObject both = new RawObject();
            logprobs.forEach((name, tokens) -> both.put(name, RawObject.array(tokens)));
            both.putIfAbsent("content", "null").putIfAbsent("refusal", "null");
            choice.put("logprobs", both.json());
        }
        return choice.json();
    }

    /** A function to call that comes in pieces: its arguments are joined, of all else the last counts. */
    private static final class Function {
        private final RawObject function = new RawObject();

        void take(JsonNode piece) {
            for (JsonNode member : piece) {
                if (!member.isNamed("arguments")) {
                    function.putIfSaid(member);
                } else if (member.is(Kind.STRING)) {
                    function.join(member);
                }
            }
        }

        long size() {
            return function.size();
        }

        byte[] json() {
            return function.putIfAbsent("arguments", "\"\"").json();
        }
    }

    /** A tool call that comes in pieces. */
    private static final class Call {
        private final RawObject call = new RawObject();
        private final Function function = new Function();

        void take(JsonNode piece) {
            for (JsonNode member : piece) {
                if (member.isNamed("function") && member.is(Kind.OBJECT)) {
                    function.take(member);
                } else if (!member.isNamed("index")) {
                    call.putIfSaid(member);
                }
            }
        }

        byte[] json() {
            call.putIfAbsent("type", "\"function\"");
            return call.put("function", function.json()).json();
        }
    }
}
