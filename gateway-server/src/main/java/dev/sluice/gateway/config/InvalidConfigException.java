package dev.sluice.gateway.config;

import java.util.ArrayList;
import java.util.List;

/** The configuration has errors. The message names every one of them, in one line, without secrets. */
public final class InvalidConfigException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What is wrong, a sentence each. */
    private final ArrayList<String> errors;

    InvalidConfigException(List<ConfigError> errors) {
        super(text(errors));
        this.errors = new ArrayList<>(errors.stream().map(ConfigError::sentence).toList());
    }

    /** Returns what is wrong, a sentence each. */
    public List<String> errors() {
        return List.copyOf(errors);
    }

    private static String text(List<ConfigError> errors) {
        if (errors.size() == 1) {
            return "the configuration has an error: " + errors.getFirst();
        }
        StringBuilder text = new StringBuilder("the configuration has " + errors.size() + " errors:");
        for (int index = 0; index < errors.size(); index++) {
            text.append(index == 0 ? " (" : "; (")
                    .append(index + 1)
                    .append(") ")
                    .append(errors.get(index));
        }
        return text.toString();
    }
}
