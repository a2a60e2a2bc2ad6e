package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One choice, collected from the chunks of a stream. */
final class ChoiceParts {
    /** What tool calls were before there were several; callers with {@code functions} still get it. */
    private static final String FUNCTION_CALL = "function_call";

    private final RawObject choice = new RawObject();
    private final MessageParts message = new MessageParts();
    private final Map<Integer, ToolCallParts> toolCalls = new TreeMap<>();
    private final FunctionParts functionCall = new FunctionParts();
    private boolean hasFunctionCall;
    private final Map<String, List<byte[]>> logprobs = new TreeMap<>();

    ChoiceParts(int index) {
        choice.put("index", Integer.toString(index).getBytes(StandardCharsets.US_ASCII));
    }

    /** Takes the choice of one chunk. */
    void take(byte[] json, ChoiceScan scan) {
        JsonReader reader = JsonReader.of(json, scan.span());
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            Kind kind = reader.peek();
            if (name.equals("delta")) {
                takeDelta(json, reader, scan);
            } else if (name.equals("logprobs") && kind == Kind.OBJECT) {
                takeLogprobs(json, reader);
            } else if (name.equals("index") || name.equals("content_filter_offsets") || kind == Kind.NULL) {
                // Said already, of the piece alone, or nothing at all.
                reader.skipValue();
            } else {
                choice.put(name, Field.read(reader).bytes(json));
            }
        }
        reader.endObject();
    }

    private void takeDelta(byte[] json, JsonReader reader, ChoiceScan scan) {
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (name.equals("tool_calls") && reader.peek() == Kind.ARRAY) {
                DeltaScan delta = scan.delta();
                takeToolCalls(json, reader, delta == null ? List.of() : delta.toolCalls());
            } else if (name.equals(FUNCTION_CALL) && reader.peek() == Kind.OBJECT) {
                functionCall.take(json, reader);
                hasFunctionCall = true;
            } else {
                message.take(name, json, reader);
            }
        }
        reader.endObject();
    }

    private void takeToolCalls(byte[] json, JsonReader reader, List<ToolCallScan> scans) {
        reader.beginArray();
        for (ToolCallScan scan : scans) {
            toolCalls.computeIfAbsent(scan.number(), n -> new ToolCallParts()).take(json, reader);
        }
        reader.endArray();
    }

    private void takeLogprobs(byte[] json, JsonReader reader) {
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (reader.peek() != Kind.ARRAY) {
                reader.skipValue();
                continue;
            }
            List<byte[]> tokens = logprobs.computeIfAbsent(name, n -> new ArrayList<>());
            reader.beginArray();
            while (reader.hasNext()) {
                tokens.add(Field.read(reader).bytes(json));
            }
            reader.endArray();
        }
        reader.endObject();
    }

    /** How many bytes of text and arguments have been collected. */
    long size() {
        return message.size()
                + functionCall.size()
                + toolCalls.values().stream().mapToLong(ToolCallParts::size).sum();
    }

    byte[] json() {
        RawObject whole = message.message();
        if (!toolCalls.isEmpty()) {
            whole.put(
                    "tool_calls",
                    RawList.of(
                            toolCalls.values().stream().map(ToolCallParts::json).toList()));
        }
        if (hasFunctionCall) {
            whole.put(FUNCTION_CALL, functionCall.json());
        }
        choice.put("message", whole.json());
        byte[] none = "null".getBytes(StandardCharsets.US_ASCII);
        if (logprobs.isEmpty()) {
            choice.putIfAbsent("logprobs", none);
        } else {
            RawObject both = new RawObject();
            logprobs.forEach((name, tokens) -> both.put(name, RawList.of(tokens)));
            both.putIfAbsent("content", none);
            both.putIfAbsent("refusal", none);
            choice.put("logprobs", both.json());
        }
        return choice.json();
    }
}
