package dev.sluice.provider.copilot.chat;

import java.util.regex.Pattern;

/** Which models know the limit of the reply's length by its newer name alone. */
final class OutputLimit {
    /**
     * GPT-5 and later, and OpenAI's o series: they answer {@code max_tokens} with 400 on chat
     * completions. Older ones, and other makers' models, take it.
     */
    private static final Pattern NEW_NAME_ONLY = Pattern.compile("(?:gpt-[5-9]|o[1-9])(?![0-9a-z]).*");

    private OutputLimit() {}

    static boolean newNameOnly(String model) {
        return NEW_NAME_ONLY.matcher(model).matches();
    }
}
