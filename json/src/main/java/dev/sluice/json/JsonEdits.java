package dev.sluice.json;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes to a text, made in one copy; every byte that no change covers stays as it is. Not safe for
 * use by several threads.
 *
 * <p>In whatever order changes are recorded: where one is inside another the outer one counts, of two for one value
 * the later, and what is removed is gone.
 */
public final class JsonEdits {
    private final byte[] text;
    private final List<Edit> edits = new ArrayList<>(4);
    private @Nullable Removals removals;

    private JsonEdits(byte[] text) {
        this.text = text;
    }

    /**
     * Starts without a change.
     *
     * @param document what is to be changed; it stays as it is
     * @return the collection of changes
     */
    public static JsonEdits of(JsonDocument document) {
        return new JsonEdits(document.bytes());
    }

    /**
     * Puts something in the place of a value.
     *
     * @param value what goes
     * @param json what comes
     * @return this collection
     */
    public JsonEdits set(JsonNode value, byte[] json) {
        requirePresent(value);
        edits.add(new Edit(value.start(), value.end(), json));
        return this;
    }

    /**
     * Gives an object's member a value; the last of that name where there are several, and at the end of the object
     * where there is none.
     *
     * @param object the object
     * @param name the member's name
     * @param json the value
     * @return this collection
     */
    public JsonEdits set(JsonNode object, String name, byte[] json) {
        JsonNode member = object.get(name);
        return member.is(JsonNode.Kind.ABSENT) ? append(object, name, json) : set(member, json);
    }

    /**
     * Takes a member or an element away.
     *
     * @param parent the object or array
     * @param child what goes; if it is absent, nothing does
     * @return this collection
     */
    public JsonEdits remove(JsonNode parent, JsonNode child) {
        if (!child.is(JsonNode.Kind.ABSENT)) {
            requirePresent(parent);
            if (child.start() <= parent.start() || child.end() >= parent.end()) {
                throw new IllegalArgumentException("what is to be removed is not in " + parent);
            }
            removals().add(parent, child);
        }
        return this;
    }

    /**
     * Takes all members of a name away: if one stayed, it would count instead of the last.
     *
     * @param object the object; of what is none, nothing goes
     * @param name their name
     * @return this collection
     */
    public JsonEdits remove(JsonNode object, String name) {
        if (object.is(JsonNode.Kind.OBJECT)) {
            for (JsonNode member : object) {
                if (member.isNamed(name)) {
                    removals().add(object, member);
                }
            }
        }
        return this;
    }

    /**
     * Gives a member another name.
     *
     * @param member the member
     * @param name the new name
     * @return this collection
     */
    public JsonEdits rename(JsonNode member, String name) {
        int start = member.nameStart();
        if (start < 0) {
            throw new IllegalArgumentException("no member: " + member);
        }
        edits.add(new Edit(start, StringScanner.closingQuote(text, start + 1, text.length) + 1, JsonText.quoted(name)));
        return this;
    }

    /**
     * Adds a member at the end of an object, which has none of that name; of two additions of one name the later
     * counts.
     *
     * @param object the object
     * @param name the member's name
     * @param json its value
     * @return this collection
     */
    public JsonEdits append(JsonNode object, String name, byte[] json) {
        return add(object, name, json, false);
    }

    /**
     * Adds a member at the beginning of an object, which has none of that name. Of several additions the earlier
     * stands first.
     *
     * @param object the object
     * @param name the member's name
     * @param json its value
     * @return this collection
     */
    public JsonEdits prepend(JsonNode object, String name, byte[] json) {
        return add(object, name, json, true);
    }

    /**
     * Adds an element at the end of an array.
     *
     * @param array the array
     * @param json the element
     * @return this collection
     */
    public JsonEdits append(JsonNode array, byte[] json) {
        return add(array, json, false);
    }

    /**
     * Adds an element at the beginning of an array. Of several additions the earlier stands first.
     *
     * @param array the array
     * @param json the element
     * @return this collection
     */
    public JsonEdits prepend(JsonNode array, byte[] json) {
        return add(array, json, true);
    }

    /**
     * Tells whether there is no change at all.
     *
     * @return true if {@link #write} would return the text itself
     */
    public boolean isEmpty() {
        return edits.isEmpty() && removals == null;
    }

    /**
     * Makes the changes.
     *
     * @return the changed text; the document's own array if there is no change
     */
    public byte[] write() {
        if (isEmpty()) {
            return text;
        }
        return EditedText.write(text, edits, removals);
    }

    private JsonEdits add(JsonNode object, String name, byte[] json, boolean front) {
        if (!object.is(JsonNode.Kind.OBJECT)) {
            throw new IllegalArgumentException("no object: " + object);
        }
        requirePresent(object);
        edits.add(new Edit(object, JsonText.quoted(name), json, front));
        return this;
    }

    private JsonEdits add(JsonNode array, byte[] json, boolean front) {
        if (!array.is(JsonNode.Kind.ARRAY)) {
            throw new IllegalArgumentException("no array: " + array);
        }
        requirePresent(array);
        edits.add(new Edit(array, null, json, front));
        return this;
    }

    private Removals removals() {
        Removals known = removals;
        if (known == null) {
            known = new Removals();
            removals = known;
        }
        return known;
    }

    // The very same array is what makes a node one of this document.
    @SuppressWarnings("ReferenceEquality")
    private void requirePresent(JsonNode node) {
        if (node.is(JsonNode.Kind.ABSENT) || node.text != text) {
            throw new IllegalArgumentException("not in this document: " + node);
        }
    }
}
