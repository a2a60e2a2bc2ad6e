package dev.sluice.dialects.json;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names of what a request said and the model's dialect has no place for. Used by one thread. */
public final class LeftOut {
    private static final int MOST = 50;

    private final Set<String> names = new LinkedHashSet<>();

    /** Starts with none. */
    public LeftOut() {}

    /**
     * Notes a field.
     *
     * @param name as the caller knows it, such as {@code metadata}; without indices, so that there are few
     */
    public void note(String name) {
        if (names.size() < MOST) {
            names.add(name);
        }
    }

    /** Returns the names, in the order in which they were met, each once, 50 at most. */
    public List<String> names() {
        return List.copyOf(names);
    }
}
