package dev.sluice.dialects.form;

import java.util.List;
import java.util.Optional;

/**
 * What is to be turned into vectors.
 *
 * @param texts each becomes a vector
 * @param dimensions how many numbers each vector shall have; nothing leaves that to the model
 */
public record Embedded(List<String> texts, Optional<Long> dimensions) {
    /** Copies the list. */
    public Embedded {
        texts = List.copyOf(texts);
    }
}
