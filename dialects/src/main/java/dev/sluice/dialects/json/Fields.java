package dev.sluice.dialects.json;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An object read field by field. A field that is {@code null} counts as absent; one of the wrong type is the sender's
 * mistake, told with its path. Knows which fields nobody has read. Used by one thread.
 */
public final class Fields {
    private final JsonObject object;
    private final String path;
    private final ErrorKind blame;
    private final Set<String> read = new HashSet<>();

    private Fields(JsonObject object, String path, ErrorKind blame) {
        this.object = object;
        this.path = path;
        this.blame = blame;
    }

    /**
     * Reads a request, whose mistakes are the caller's.
     *
     * @param request the whole request
     * @return its fields
     */
    public static Fields ofRequest(JsonObject request) {
        return new Fields(request, "", ErrorKind.INVALID_REQUEST);
    }

    /**
     * Reads a reply or an event, whose mistakes are the upstream's.
     *
     * @param reply the whole reply
     * @return its fields
     */
    public static Fields ofReply(JsonObject reply) {
        return new Fields(reply, "", ErrorKind.UPSTREAM_PROTOCOL);
    }

    /** Returns the object as it is. */
    public JsonObject object() {
        return object;
    }

    /** Returns where a field of this object stands in the whole, such as {@code messages[2].role}. */
    public String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** Tells whether a field is there and not null. Does not count as reading it. */
    public boolean has(String name) {
        return present(object.get(name));
    }

    /** Takes a field of any type. */
    public Optional<JsonValue> value(String name) {
        read.add(name);
        JsonValue value = object.get(name);
        return Optional.ofNullable(value).filter(Fields::present);
    }

    /** Takes a text. */
    public Optional<String> text(String name) {
        return value(name).map(value -> {
            if (value instanceof JsonString text) {
                return text.getString();
            }
            throw wrongType(name, "a string");
        });
    }

    /** Takes a text that must be there. */
    public String requiredText(String name) {
        return text(name).orElseThrow(() -> missing(name));
    }

    /** Takes a whole number. */
    public Optional<Long> whole(String name) {
        return value(name).map(value -> {
            if (value instanceof JsonNumber number) {
                try {
                    return number.longValueExact();
                } catch (ArithmeticException e) {
                    throw wrongType(name, "a whole number");
                }
            }
            throw wrongType(name, "a whole number");
        });
    }

    /** Takes a number. */
    public Optional<BigDecimal> number(String name) {
        return value(name).map(value -> {
            if (value instanceof JsonNumber number) {
                return number.bigDecimalValue();
            }
            throw wrongType(name, "a number");
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
        return value(name).map(value -> {
            return switch (value.getValueType()) {
                case TRUE -> true;
                case FALSE -> false;
                default -> throw wrongType(name, "true or false");
            };
        });
    }

    /** Takes an object, to be read further. */
    public Optional<Fields> fields(String name) {
        return tree(name).map(child -> new Fields(child, path(name), blame));
    }

    /** Takes an object that must be there, to be read further. */
    public Fields requiredFields(String name) {
        return fields(name).orElseThrow(() -> missing(name));
    }

    /** Takes an object as it is. */
    public Optional<JsonObject> tree(String name) {
        return value(name).map(value -> {
            if (value instanceof JsonObject child) {
                return child;
            }
            throw wrongType(name, "an object");
        });
    }

    /** Takes an array of objects, to be read further; empty if it is not there. */
    public List<Fields> list(String name) {
        List<Fields> elements = new ArrayList<>();
        for (JsonValue element : elements(name)) {
            String place = "[" + elements.size() + "]";
            if (!(element instanceof JsonObject child)) {
                throw wrongType(name + place, "an object");
            }
            elements.add(new Fields(child, path(name) + place, blame));
        }
        return elements;
    }

    /** Takes an array of texts; empty if it is not there. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonValue element : elements(name)) {
            if (!(element instanceof JsonString text)) {
                throw wrongType(name + "[" + texts.size() + "]", "a string");
            }
            texts.add(text.getString());
        }
        return texts;
    }

    /** Takes an array of anything; empty if it is not there. */
    public List<JsonValue> elements(String name) {
        return value(name)
                .map(value -> {
                    if (value instanceof JsonArray array) {
                        return List.copyOf(array);
                    }
                    throw wrongType(name, "an array");
                })
                .orElse(List.of());
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
        for (String name : object.keySet()) {
            if (!read.contains(name) && has(name)) {
                leftOut.note(withoutIndices(path(name)));
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

    private static boolean present(@Nullable JsonValue value) {
        return value != null && value.getValueType() != JsonValue.ValueType.NULL;
    }

    private static String withoutIndices(String path) {
        return path.replaceAll("\\[\\d+]", "");
    }
}
