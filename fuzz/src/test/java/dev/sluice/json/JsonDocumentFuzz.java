package dev.sluice.json;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/** The document takes what the reader takes, and both, and JSON-P's own parser, read the same in it. */
public final class JsonDocumentFuzz {
    private JsonDocumentFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        JsonDocument document;
        try {
            document = JsonDocument.parse(bytes);
        } catch (JsonException e) {
            check(!valid(bytes) || e.getMessage().startsWith("too many values"), "the reader takes what this refuses");
            check(e.offset() <= bytes.length, "a place behind the end");
            return;
        }
        check(valid(bytes), "the reader refuses what this takes");
        same(JsonReader.of(bytes), document.root());
        located(document);
        compared(bytes, document.root());
    }

    private static boolean valid(byte[] bytes) {
        JsonReader json = JsonReader.of(bytes);
        try {
            json.skipValue();
            json.endDocument();
            return true;
        } catch (JsonException e) {
            return false;
        }
    }

    private static void same(JsonReader json, JsonNode node) {
        check(json.peek().name().equals(node.kind().name()), "of another kind");
        check(json.position() == node.start(), "begins elsewhere");
        switch (node.kind()) {
            case OBJECT -> {
                json.beginObject();
                for (JsonNode member : node) {
                    String name = json.nextName();
                    check(name.equals(member.name()) && member.isNamed(name), "another name");
                    same(json, member);
                }
                json.endObject();
                lookedUp(node);
            }
            case ARRAY -> {
                json.beginArray();
                for (JsonNode element : node) {
                    check(element.name().isEmpty(), "a name in an array");
                    same(json, element);
                }
                json.endArray();
            }
            case STRING -> {
                String text = json.nextString();
                check(text.equals(node.string()) && (node.says(text) || !isAscii(text)), "another text");
                check(node.hasText() != text.isEmpty(), "a text or none");
            }
            case NUMBER -> number(json, node);
            case BOOLEAN -> check(json.nextBoolean() == node.isTrue(), "another word");
            case NULL -> json.nextNull();
            case ABSENT -> throw new AssertionError("a child that is not there");
        }
        check(json.position() == node.end(), "ends elsewhere");
    }

    private static void lookedUp(JsonNode object) {
        Map<String, Integer> last = new HashMap<>();
        Set<String> several = new HashSet<>();
        for (JsonNode member : object) {
            if (last.put(member.name(), member.start()) != null) {
                several.add(member.name());
            }
        }
        if (last.size() > 64) {
            return;
        }
        last.forEach((name, start) -> {
            check(object.get(name).start() == start, "not the last of its name");
            check(object.isTwice(name) == several.contains(name), "counted wrong");
        });
        check(object.isEmpty() == last.isEmpty(), "empty or not");
    }

    private static void number(JsonReader json, JsonNode node) {
        JsonSpan span = json.nextSpan();
        check(
                node.numberText().getBytes(StandardCharsets.US_ASCII).length == span.end() - span.start(),
                "another text");
        Object one;
        Object other;
        try {
            one = JsonReader.of(node.text, span).nextLong();
        } catch (JsonException e) {
            one = e.getMessage();
        }
        try {
            other = node.longValue();
        } catch (JsonException e) {
            other = e.getMessage();
        }
        check(one.equals(other), "another number");
    }

    /** What is found first is the first of its name. */
    private static void located(JsonDocument document) {
        Set<String> seen = new HashSet<>();
        for (JsonNode member : document.root()) {
            if (seen.size() < 16 && seen.add(member.name())) {
                JsonNode found = JsonDocument.locate(document.bytes(), member.name());
                check(document.root().is(JsonNode.Kind.OBJECT) == (found.start() == member.start()), "found elsewhere");
                check(found.end() == member.end() || found.is(JsonNode.Kind.ABSENT), "ends elsewhere");
            }
        }
    }

    private static void compared(byte[] bytes, JsonNode root) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError("taken, though it is not UTF-8", e);
        }
        try (jakarta.json.JsonReader json = Json.createReader(new StringReader(text))) {
            same(json.readValue(), root);
        } catch (NumberFormatException e) {
            // JSON-P holds no exponent of so many digits; a number that nobody takes is passed all the same.
        }
    }

    private static void same(JsonValue value, JsonNode node) {
        switch (value) {
            case JsonObject object -> {
                check(node.is(JsonNode.Kind.OBJECT), "no object");
                object.forEach((name, member) -> same(member, node.get(name)));
                node.forEach(member -> check(object.containsKey(member.name()), "a member too many"));
            }
            case JsonArray array -> {
                check(node.is(JsonNode.Kind.ARRAY), "no array");
                Iterator<JsonNode> elements = node.iterator();
                array.forEach(element -> same(element, elements.next()));
                check(!elements.hasNext(), "an element too many");
            }
            case JsonString string -> check(string.getString().equals(node.string()), "another text");
            case JsonNumber _ -> check(node.is(JsonNode.Kind.NUMBER), "no number");
            default ->
                check(
                        value.getValueType() == JsonValue.ValueType.NULL
                                ? node.is(JsonNode.Kind.NULL)
                                : node.is(JsonNode.Kind.BOOLEAN)
                                        && node.isTrue() == (value.getValueType() == JsonValue.ValueType.TRUE),
                        "another word");
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static void check(boolean right, String problem) {
        if (!right) {
            throw new AssertionError(problem);
        }
    }
}
