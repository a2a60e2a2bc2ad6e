package dev.sluice.dialects.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.dialects.form.Codec;
import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Holds the table of a page under {@code docs/dialects/} against the codec. Its rows are {@code | `field` | `example` |
 * outcome | note |}: the example is what is put into (or in place of) the fields of the smallest request, the outcome
 * one of <em>carried</em>, <em>left out</em>, <em>refused</em> and <em>not needed</em>.
 */
public final class FieldTable {
    private final Codec codec;
    private final JsonObject smallest;

    /** Takes a codec and the smallest request that it reads. */
    public FieldTable(Codec codec, String smallest) {
        this.codec = codec;
        this.smallest = JsonTree.object(smallest).orElseThrow();
    }

    /** Makes a test of every row; fails unless there are at least so many. */
    public Stream<DynamicTest> tests(int atLeast) throws IOException {
        Path page = Path.of("../docs/dialects/" + codec.dialect().name() + ".md");
        List<String[]> rows = Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("(?<!\\\\)\\|", -1))
                .toList();
        assertThat(rows).hasSizeGreaterThanOrEqualTo(atLeast);
        return rows.stream()
                .map(row -> DynamicTest.dynamicTest(
                        unquoted(row[1]) + " " + unquoted(row[2]),
                        () -> check(unquoted(row[1]), unquoted(row[2]), row[3].strip())));
    }

    private void check(String field, String example, String outcome) {
        JsonObjectBuilder merged = JsonTree.object(smallest);
        JsonTree.object(example)
                .orElseThrow(() -> new AssertionError("not a JSON object: " + example))
                .forEach(merged::add);
        JsonObject request = merged.build();
        LeftOut leftOut = new LeftOut();
        if (outcome.equals("refused")) {
            ProviderException refusal = catchThrowableOfType(
                    ProviderException.class, () -> codec.readRequest(JsonTree.node(request), leftOut));
            assertThat(refusal).as("refusal").isNotNull();
            assertThat(refusal.kind()).isIn(ErrorKind.INVALID_REQUEST);
            assertThat(refusal.parameter().orElse("").replaceAll("\\[\\d+]", ""))
                    .isEqualTo(field);
            return;
        }
        Conversation read = codec.readRequest(JsonTree.node(request), leftOut);
        Conversation without = codec.readRequest(JsonTree.node(smallest), new LeftOut());
        switch (outcome) {
            case "carried" -> {
                assertThat(leftOut.names()).doesNotContain(field);
                assertThat(read).isNotEqualTo(without);
            }
            case "left out" -> assertThat(leftOut.names()).contains(field);
            case "not needed" -> assertThat(leftOut.names()).isEmpty();
            default -> throw new AssertionError("no such outcome: " + outcome);
        }
    }

    private static String unquoted(String cell) {
        return cell.strip().replace("\\|", "|").replaceAll("^`|`$", "");
    }
}
