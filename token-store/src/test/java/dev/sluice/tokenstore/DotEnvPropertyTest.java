package dev.sluice.tokenstore;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class DotEnvPropertyTest {
    private static final int RUNS = 20_000;
    private static final List<String> PIECES = List.of(
            "A",
            "B",
            "KEY.x",
            "=",
            "=",
            "=",
            " = ",
            ": ",
            "export ",
            "'",
            "\"",
            "`",
            "\\",
            "\\n",
            "\\\"",
            "#",
            " # ",
            "$",
            "\n",
            "\n",
            "\n",
            "\r\n",
            "\r",
            " ",
            "\t",
            "value",
            "your_a_here",
            "\u00E4",
            "\u00FF",
            "\u00EF\u00BB\u00BF",
            "A=",
            "A=\"",
            "B='",
            "# A=x\n",
            "\u0000");
    private static final List<String> VALUE_PIECES = List.of(
            "a",
            "Z",
            "9",
            "_",
            "-",
            " ",
            "'",
            "\"",
            "`",
            "\\",
            "\\n",
            "\\r",
            "#",
            "$",
            "\n",
            "\r",
            "\t",
            "=",
            ":",
            "{",
            "}",
            "\u00E9",
            "\u20AC",
            "\uD83D\uDD10",
            "\u00A0",
            "\uFEFF");

    @Test
    void aChangeLeavesEveryOtherByteAndEveryOtherValue() {
        long seed = System.nanoTime();
        int[] changed = {0};
        repeat(seed, random -> {
            byte[] before = compose(random, PIECES, 40).getBytes(ISO_8859_1);
            String value = compose(random, VALUE_PIECES, 6);
            DotEnv old = DotEnv.parse(before);
            attempt(old, "A", value).ifPresent(result -> {
                changed[0]++;
                Map<String, String> wanted = new HashMap<>(old.values());
                wanted.put("A", value);
                assertThat(result.values()).isEqualTo(wanted);
                assertKeptAround(before, result.bytes(), old.value("A").isPresent());
            });
        });
        assertThat(changed[0]).as("changes made with seed " + seed).isGreaterThan(RUNS / 2);
    }

    @Test
    void everyValueThatTheFormatCanExpressIsReadAsItWasSet() {
        repeat(System.nanoTime(), random -> {
            String value = compose(random, VALUE_PIECES, 12);
            Optional<DotEnv> result = attempt(DotEnv.empty(), "A", value);
            if (result.isEmpty()) {
                assertThat(easy(value)).as("may be refused: " + value).isFalse();
            } else {
                assertThat(DotEnv.parse(result.get().bytes()).value("A")).contains(value);
            }
        });
    }

    @Test
    void everyPrintableAsciiValueOfATokenIsReadAsItWasSet() {
        String printable = "!\"#$%&()*+,-./09:;<=>?@AZ[\\]^_az{|}~' ";
        repeat(System.nanoTime(), random -> {
            StringBuilder value = new StringBuilder();
            random.ints(1 + random.nextInt(60), 0, printable.length()).forEach(i -> value.append(printable.charAt(i)));
            DotEnv result = DotEnv.parse("A='old' # why\n".getBytes(UTF_8)).with("A", value.toString());

            assertThat(DotEnv.parse(result.bytes()).value("A")).contains(value.toString());
            assertThat(new String(result.bytes(), UTF_8)).startsWith("A=").endsWith(" # why\n");
        });
    }

    /** Whether some kind of quotes can hold the value as it is. */
    private static boolean easy(String value) {
        boolean escapes = value.contains("\\n") || value.contains("\\r");
        boolean raw = !value.contains("\r") && !(value.contains("'") && value.contains("`"));
        return raw || !(escapes || value.contains("\""));
    }

    /** Old and new must agree up to the value's first byte and from its last byte on. */
    private static void assertKeptAround(byte[] before, byte[] after, boolean present) {
        String old = new String(before, ISO_8859_1);
        String now = new String(after, ISO_8859_1);
        if (!present) {
            assertThat(now).startsWith(old);
            return;
        }
        DotEnvEntry entry = DotEnvReader.read(before).reversed().stream()
                .filter(each -> each.key().equals("A"))
                .findFirst()
                .orElseThrow();
        assertThat(now).startsWith(old.substring(0, entry.start())).endsWith(old.substring(entry.end()));
    }

    private static Optional<DotEnv> attempt(DotEnv old, String key, String value) {
        try {
            return Optional.of(old.with(key, value));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void repeat(long seed, Consumer<Random> property) {
        for (int run = 0; run < RUNS; run++) {
            Random random = new Random(seed + run);
            try {
                property.accept(random);
            } catch (AssertionError e) {
                throw new AssertionError("with seed " + (seed + run), e);
            }
        }
    }

    private static String compose(Random random, List<String> pieces, int most) {
        StringBuilder text = new StringBuilder();
        random.ints(random.nextInt(most), 0, pieces.size()).forEach(i -> text.append(pieces.get(i)));
        return text.toString();
    }
}
