package dev.sluice.gateway.config;

import java.util.ArrayList;
import java.util.List;

/** The configuration has mistakes. The message names every one of them, in one line, without secrets. */
public final class InvalidConfigException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What is wrong, a sentence each. */
    private final ArrayList<String> mistakes;

    InvalidConfigException(List<ConfigMistake> mistakes) {
        super(text(mistakes));
        this.mistakes =
                new ArrayList<>(mistakes.stream().map(ConfigMistake::sentence).toList());
    }

    /**
     * Returns what is wrong.
     *
     * @return a sentence for every mistake, in no order of importance
     */
    public List<String> mistakes() {
        return List.copyOf(mistakes);
    }

    private static String text(List<ConfigMistake> mistakes) {
        if (mistakes.size() == 1) {
            return "the configuration has a mistake: " + mistakes.getFirst();
        }
        StringBuilder text = new StringBuilder("the configuration has " + mistakes.size() + " mistakes:");
        for (int index = 0; index < mistakes.size(); index++) {
            text.append(index == 0 ? " (" : "; (")
                    .append(index + 1)
                    .append(") ")
                    .append(mistakes.get(index));
        }
        return text.toString();
    }
}
