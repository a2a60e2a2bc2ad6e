package dev.sluice.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Changes to a document do what they do to a model of lists and maps, in which there is no text at all. */
public final class JsonEditsFuzz {
    private static final String[] NAMES = {"a", "model", "é\"", "tools"};
    private static final String[] VALUES = {"null", "{\"x\":[1]}", "[]", "\"\\u00e9\"", "1.50e1"};

    private final Random random;
    private final JsonEdits edits;
    private final List<Value> values = new ArrayList<>();
    private final Value root;

    private JsonEditsFuzz(JsonDocument document) {
        this.random = new Random(Arrays.hashCode(document.bytes()));
        this.edits = JsonEdits.of(document);
        this.root = new Value(document.root());
    }

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        JsonDocument document;
        try {
            document = JsonDocument.parse(bytes);
        } catch (JsonException e) {
            return;
        }
        new JsonEditsFuzz(document).run(bytes.clone());
    }

    private void run(byte[] original) {
        for (int i = random.nextInt(1, 12); i > 0; i--) {
            change(values.get(random.nextInt(values.size())));
            if (random.nextInt(8) == 0) {
                compare(original);
            }
        }
        compare(original);
    }

    private void compare(byte[] original) {
        JsonNode written = JsonDocument.parse(edits.write()).root();
        String wanted = root.json();
        String found = compact(written);
        if (!found.equals(wanted)) {
            throw new AssertionError("should be " + wanted + " but is " + found);
        }
        if (!Arrays.equals(original, root.node.text)) {
            throw new AssertionError("the document was written to");
        }
    }

    private void change(Value value) {
        String json = VALUES[random.nextInt(VALUES.length)];
        String name = NAMES[random.nextInt(NAMES.length)];
        byte[] bytes = utf8(json);
        boolean object = value.node.is(JsonNode.Kind.OBJECT);
        boolean array = value.node.is(JsonNode.Kind.ARRAY);
        Value child = value.children.isEmpty() ? null : value.children.get(random.nextInt(value.children.size()));
        switch (random.nextInt(7)) {
            case 0 -> {
                edits.set(value.node, bytes);
                value.replacement = json;
            }
            case 1 -> {
                if (child != null) {
                    edits.remove(value.node, child.node);
                    child.removed = true;
                }
            }
            case 2 -> {
                String gone = child == null ? name : child.name;
                edits.remove(value.node, gone);
                value.children.stream()
                        .filter(member -> object && member.name.equals(gone))
                        .forEach(member -> member.removed = true);
            }
            case 3 -> {
                if (child != null && object) {
                    edits.rename(child.node, name);
                    child.literal = quoted(name);
                }
            }
            case 4 -> {
                if (object) {
                    String given = child == null || random.nextBoolean() ? name : child.name;
                    edits.set(value.node, given, bytes);
                    value.set(given, json);
                }
            }
            case 5 -> {
                if (object) {
                    edits.prepend(value.node, name, bytes);
                    value.front.put(quoted(name), json);
                } else if (array) {
                    edits.prepend(value.node, bytes);
                    value.front.put("" + value.front.size(), json);
                }
            }
            default -> {
                if (object) {
                    edits.append(value.node, name, bytes);
                    value.behind.put(quoted(name), json);
                } else if (array) {
                    edits.append(value.node, bytes);
                    value.behind.put("" + value.behind.size(), json);
                }
            }
        }
    }

    /** A text without white space. */
    private static String compact(JsonNode node) {
        StringBuilder text = new StringBuilder();
        return switch (node.kind()) {
            case OBJECT -> {
                for (JsonNode member : node) {
                    text.append(text.isEmpty() ? "" : ",")
                            .append(literal(member))
                            .append(':')
                            .append(compact(member));
                }
                yield "{" + text + "}";
            }
            case ARRAY -> {
                for (JsonNode element : node) {
                    text.append(text.isEmpty() ? "" : ",").append(compact(element));
                }
                yield "[" + text + "]";
            }
            default -> new String(node.copy(), StandardCharsets.UTF_8);
        };
    }

    private static String literal(JsonNode member) {
        int start = member.nameStart();
        int end = StringScanner.closingQuote(member.text, start + 1, member.text.length) + 1;
        return new String(member.text, start, end - start, StandardCharsets.UTF_8);
    }

    private static String quoted(String name) {
        return JsonText.quote(name);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A value with all that shall happen to it. */
    private final class Value {
        private final JsonNode node;
        private final String name;
        private final List<Value> children = new ArrayList<>();
        private final Map<String, String> front = new LinkedHashMap<>();
        private final Map<String, String> behind = new LinkedHashMap<>();
        private String literal;
        private @Nullable String replacement;
        private boolean removed;

        Value(JsonNode node) {
            this.node = node;
            this.name = node.name();
            this.literal = node.nameStart() < 0 ? "" : literal(node);
            values.add(this);
            node.forEach(child -> children.add(new Value(child)));
        }

        void set(String given, String json) {
            children.reversed().stream()
                    .filter(member -> member.name.equals(given))
                    .findFirst()
                    .ifPresentOrElse(member -> member.replacement = json, () -> behind.put(quoted(given), json));
        }

        String json() {
            boolean object = node.is(JsonNode.Kind.OBJECT);
            if (replacement != null) {
                return replacement;
            }
            if (!object && !node.is(JsonNode.Kind.ARRAY)) {
                return new String(node.copy(), StandardCharsets.UTF_8);
            }
            List<String> parts = new ArrayList<>();
            front.forEach((key, json) -> parts.add(object ? key + ":" + json : json));
            for (Value child : children) {
                if (!child.removed) {
                    parts.add(object ? child.literal + ":" + child.json() : child.json());
                }
            }
            behind.forEach((key, json) -> parts.add(object ? key + ":" + json : json));
            return (object ? "{" : "[") + String.join(",", parts) + (object ? "}" : "]");
        }
    }
}
