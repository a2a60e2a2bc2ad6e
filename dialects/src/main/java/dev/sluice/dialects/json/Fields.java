package dev.sluice.dialects.json;

import dev.sluice.json.JsonException;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.json.RawText;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An object read field by field. A field that is {@code null} counts as absent; one of the wrong type is the sender's
 * mistake, told with its path. Knows which fields nobody has read. Used by one thread.
 */
public final class Fields {
    private static final int NO_INDEX = -1;

    private final JsonNode object;
    private final ErrorKind blame;
    private final @Nullable Fields parent;
    private final String field;
    private final int index;
    // Of few names each: a hash would cost more.
    private final List<String> read = new ArrayList<>();

    private Fields(JsonNode object, ErrorKind blame) {
        this.object = object;
        this.blame = blame;
        this.parent = null;
        this.field = "";
        this.index = NO_INDEX;
    }

    private Fields(JsonNode object, Fields parent, String field, int index) {
        this.object = object;
        this.blame = parent.blame;
        this.parent = parent;
        this.field = field;
        this.index = index;
    }

    /** Reads a request, whose mistakes are the caller's. */
    public static Fields ofRequest(JsonNode request) {
        return new Fields(request, ErrorKind.INVALID_REQUEST);
    }

    /** Reads a reply or an event, whose mistakes are the upstream's. */
    public static Fields ofReply(JsonNode reply) {
        return new Fields(reply, ErrorKind.UPSTREAM_PROTOCOL);
    }

    /** Returns the object as it is. */
    public JsonNode object() {
        return object;
    }

    /** Returns where a field of this object stands in the whole, such as {@code messages[2].role}. */
    public String path(String name) {
        if (parent == null) {
            return name;
        }
        return parent.path(field) + (index == NO_INDEX ? "" : "[" + index + "]") + "." + name;
    }

    /** Tells whether a field is there and not null. Does not count as reading it. */
    public boolean has(String name) {
        JsonNode value = object.get(name);
        return !value.is(Kind.ABSENT) && !value.is(Kind.NULL);
    }

    /** Takes a field of any type. */
    public Optional<JsonNode> value(String name) {
        JsonNode value = object.get(name);
        if (value.is(Kind.ABSENT)) {
            return Optional.empty();
        }
        note(name);
        return value.is(Kind.NULL) ? Optional.empty() : Optional.of(value);
    }

    private void note(String name) {
        // What a model's side says beside what is known does not matter.
        if (blame == ErrorKind.INVALID_REQUEST) {
            read.add(name);
        }
    }

    /** Takes a text. */
    public Optional<String> text(String name) {
        return value(name, Kind.STRING, "a string").map(JsonNode::string);
    }

    private Optional<JsonNode> value(String name, Kind kind, String wanted) {
        Optional<JsonNode> value = value(name);
        if (value.isPresent() && !value.get().is(kind)) {
            throw wrongType(name, wanted);
        }
        return value;
    }

    /** Takes a text that may only be moved. */
    public Optional<RawText> raw(String name) {
        return value(name, Kind.STRING, "a string").map(RawText::of);
    }

    /** Takes a text that may only be moved, and must be there. */
    public RawText requiredRaw(String name) {
        return raw(name).orElseThrow(() -> missing(name));
    }

    /** Takes an object, as JSON that may only be moved. */
    public Optional<RawText> rawObject(String name) {
        return tree(name).map(RawText::ofJson);
    }

    /** Takes a text that must be there. */
    public String requiredText(String name) {
        return text(name).orElseThrow(() -> missing(name));
    }

    /** Takes a whole number. */
    public Optional<Long> whole(String name) {
        return value(name).map(value -> {
            try {
                return value.longValue();
            } catch (JsonException e) {
                throw wrongType(name, "a whole number");
            }
        });
    }

    /** Takes a number. */
    public Optional<BigDecimal> number(String name) {
        return value(name).map(value -> {
            try {
                return value.decimal();
            } catch (JsonException e) {
                throw wrongType(name, "a number");
            }
        });
    }

    /** Takes a whole number that is no less than this. */
    public Optional<Long> whole(String name, long least) {
        Optional<Long> number = whole(name);
        if (number.orElse(least) < least) {
            throw wrong(name, "must be at least " + least);
        }
        return number;
    }

    /** Takes a whole number from one to the other. */
    public Optional<Long> whole(String name, long least, long most) {
        Optional<Long> number = whole(name);
        if (number.orElse(least) < least || number.orElse(most) > most) {
            throw wrong(name, "must be from " + least + " to " + most);
        }
        return number;
    }

    /** Takes a number from one to the other. */
    public Optional<BigDecimal> number(String name, long least, long most) {
        Optional<BigDecimal> number = number(name);
        if (number.isPresent()
                && (number.get().compareTo(BigDecimal.valueOf(least)) < 0
                        || number.get().compareTo(BigDecimal.valueOf(most)) > 0)) {
            throw wrong(name, "must be from " + least + " to " + most);
        }
        return number;
    }

    /** Takes a true or false. */
    public Optional<Boolean> flag(String name) {
        return value(name, Kind.BOOLEAN, "true or false").map(JsonNode::isTrue);
    }

    /** Takes an object, to be read further. */
    public Optional<Fields> fields(String name) {
        return tree(name).map(child -> new Fields(child, this, name, NO_INDEX));
    }

    /** Takes an object that must be there, to be read further. */
    public Fields requiredFields(String name) {
        return fields(name).orElseThrow(() -> missing(name));
    }

    /** Takes an object as it is. */
    public Optional<JsonNode> tree(String name) {
        return value(name, Kind.OBJECT, "an object");
    }

    /** Takes an array of objects, to be read further; empty if it is not there. */
    public List<Fields> list(String name) {
        Optional<JsonNode> array = value(name, Kind.ARRAY, "an array");
        if (array.isEmpty()) {
            return List.of();
        }
        List<Fields> elements = new ArrayList<>();
        for (JsonNode element : array.get()) {
            if (!element.is(Kind.OBJECT)) {
                throw wrongType(name + "[" + elements.size() + "]", "an object");
            }
            elements.add(new Fields(element, this, name, elements.size()));
        }
        return elements;
    }

    /** Takes an array of texts; empty if it is not there. */
    public List<String> texts(String name) {
        Optional<JsonNode> array = value(name, Kind.ARRAY, "an array");
        if (array.isEmpty()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array.get()) {
            if (!element.is(Kind.STRING)) {
                throw wrongType(name + "[" + texts.size() + "]", "a string");
            }
            texts.add(element.string());
        }
        return texts;
    }

    /** Takes an array of anything. */
    public Optional<JsonNode> array(String name) {
        return value(name, Kind.ARRAY, "an array");
    }

    /** Takes a text that must be one of some words, and returns what the word stands for. */
    public <T> Optional<T> choice(String name, Map<String, T> words) {
        return text(name).map(word -> {
            T meaning = words.get(word);
            if (meaning == null) {
                throw wrong(name, "must be one of " + String.join(", ", new TreeSet<>(words.keySet())));
            }
            return meaning;
        });
    }

    /** Counts fields as read that mean nothing here. */
    public void ignore(String... names) {
        read.addAll(List.of(names));
    }

    /** Notes those of these fields that are there as left out. */
    public void leaveOut(LeftOut leftOut, String... names) {
        for (String name : names) {
            if (value(name).isPresent()) {
                leftOut.note(withoutIndices(path(name)));
            }
        }
    }

    /** Notes all fields that nobody has read as left out. */
    public void leaveOutRest(LeftOut leftOut) {
        for (JsonNode member : object) {
            if (!member.is(Kind.NULL)) {
                String name = member.name();
                if (!read.contains(name)) {
                    leftOut.note(withoutIndices(path(name)));
                }
            }
        }
    }

    /** Refuses a field, if it is there, that the model's side has no place for and that matters. */
    public void refuse(String name, String why) {
        if (value(name).isPresent()) {
            throw wrong(name, why);
        }
    }

    /** Makes the failure of a field that is there and wrong. */
    public ProviderException wrong(String name, String why) {
        return failure(name, "'" + path(name) + "' " + why + ".");
    }

    /** Makes the failure of a field that is not there. */
    public ProviderException missing(String name) {
        return failure(name, "'" + path(name) + "' is missing.");
    }

    private ProviderException wrongType(String name, String wanted) {
        return wrong(name, "must be " + wanted);
    }

    private ProviderException failure(String name, String what) {
        if (blame == ErrorKind.INVALID_REQUEST) {
            return ProviderException.builder(blame, what).parameter(path(name)).build();
        }
        return new ProviderException(blame, "The upstream's reply is not what it should be: " + what);
    }

    private static String withoutIndices(String path) {
        return path.replaceAll("\\[\\d+]", "");
    }
}
