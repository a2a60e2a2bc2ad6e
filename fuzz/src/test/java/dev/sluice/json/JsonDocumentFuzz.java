package dev.sluice.json;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/** What the document takes JSON-P's own parser takes and reads in the same way; what it refuses, that refuses too. */
public final class JsonDocumentFuzz {
    private JsonDocumentFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        JsonDocument document;
        try {
            document = JsonDocument.parse(bytes);
        } catch (JsonException e) {
            check(e.offset() <= bytes.length, "a place behind the end");
            check(
                    !isTaken(bytes) || isBounded(e),
                    "JSON-P takes what this refuses: " + e.getMessage() + new String(bytes, StandardCharsets.UTF_8));
            return;
        }
        walked(document.root());
        located(document);
        compared(bytes, document.root());
    }

    private static boolean isBounded(JsonException e) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith("too many values") || message.startsWith("nested too deeply");
    }

    /** Tells whether the bytes are UTF-8 of what JSON-P takes. */
    private static boolean isTaken(byte[] bytes) {
        try (JsonParser json = Json.createParser(new StringReader(decoded(bytes)))) {
            int events = 0;
            while (json.hasNext()) {
                json.next();
                events++;
            }
            return events > 0;
        } catch (CharacterCodingException
                | jakarta.json.JsonException
                | NumberFormatException
                | NoSuchElementException e) {
            return false;
        }
    }

    private static String decoded(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /** Each value stands behind the one before it, and can be taken as what it is. */
    private static void walked(JsonNode node) {
        int at = node.start();
        for (JsonNode child : node) {
            check(child.start() > at && child.end() <= node.end(), "a value out of its place");
            check(child.isNamed(child.name()) || node.is(JsonNode.Kind.ARRAY), "not of its own name");
            at = child.end() - 1;
            walked(child);
        }
        switch (node.kind()) {
            case OBJECT -> lookedUp(node);
            case STRING -> {
                String text = node.string();
                check(node.says(text) || !isAscii(text), "does not say what it says");
                check(node.hasText() != text.isEmpty(), "a text or none");
                check(JsonDocument.parse(JsonText.quoted(text)).root().string().equals(text), "written and read again");
            }
            case NUMBER -> number(node);
            case ARRAY, BOOLEAN, NULL -> check(node.copy().length == node.end() - node.start(), "another length");
            case ABSENT -> throw new AssertionError("a child that is not there");
        }
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

    private static void number(JsonNode node) {
        BigDecimal exact;
        try {
            exact = node.decimal();
        } catch (JsonException e) {
            check(node.numberText().length() > 3, "a number that is refused");
            return;
        }
        check(new BigDecimal(node.numberText()).compareTo(exact) == 0, "another number");
        try {
            check(exact.compareTo(BigDecimal.valueOf(node.longValue())) == 0, "another whole number");
        } catch (JsonException e) {
            check(node.numberText().length() > 1, "a digit that is refused");
        }
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
        try (JsonReader json = Json.createReader(new StringReader(text))) {
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
