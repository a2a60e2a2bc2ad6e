package dev.sluice.json;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Gives the targets of this package what a fuzzer takes long to come upon: texts that are JSON, and almost JSON. */
final class RandomJsonTest {
    private static final String[] WHITE = {"", "", "", " ", "\n", "\t ", "\r\n"};
    private static final String[] TEXTS = {
        "",
        "a",
        "model",
        "tools",
        "\\u0061",
        "é",
        "語語語",
        "😀",
        "\\ud83d\\ude00",
        "\\ud83d",
        "\\n\\\"\\\\",
        "a rather long text ",
        "\\u00e9\\\""
    };
    private static final String[] SCALARS = {
        "0", "-0", "1.50e1", "12345678901234567890", "1e999999999", "-7E-2", "true", "false", "null", "400.0"
    };

    private final Random random = new Random(4000);

    @Test
    void everyTargetAgreesOnRandomTexts() {
        for (int round = 0; round < 30_000; round++) {
            byte[] text = (white() + value(random.nextInt(7)) + white()).getBytes(StandardCharsets.UTF_8);
            feed(text);
            for (int i = random.nextInt(3); i > 0; i--) {
                text[random.nextInt(text.length)] = (byte) "{}[],:\"\\ \u0001\u00ff0eé".charAt(random.nextInt(14));
                feed(text);
            }
        }
    }

    private static void feed(byte[] text) {
        JsonDocumentFuzz.fuzzerTestOneInput(text.clone());
        JsonEditsFuzz.fuzzerTestOneInput(text.clone());
    }

    private String value(int depth) {
        return switch (depth == 0 ? random.nextInt(2) : random.nextInt(6)) {
            case 0 -> SCALARS[random.nextInt(SCALARS.length)];
            case 1 -> text();
            case 2, 3 -> list(depth, "[", "]", false);
            default -> list(depth, "{", "}", true);
        };
    }

    private String list(int depth, String opening, String closing, boolean named) {
        StringBuilder list = new StringBuilder(opening).append(white());
        for (int i = random.nextInt(5); i > 0; i--) {
            list.append(named ? text() + white() + ":" + white() : "");
            list.append(value(depth - 1))
                    .append(white())
                    .append(i == 1 ? "" : ",")
                    .append(white());
        }
        return list.append(closing).toString();
    }

    private String text() {
        String text = TEXTS[random.nextInt(TEXTS.length)];
        return "\"" + (random.nextInt(3) == 0 ? text + TEXTS[random.nextInt(TEXTS.length)] : text) + "\"";
    }

    private String white() {
        return WHITE[random.nextInt(WHITE.length)];
    }
}
