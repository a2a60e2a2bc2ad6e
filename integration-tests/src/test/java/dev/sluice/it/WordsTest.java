package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Keeps words of our own making out of identifiers, where the field has a term for the thing: {@code CONTRIBUTING.md} has
 * both. JSON members, headers, metrics and fields of the log are texts, and keep their names.
 */
final class WordsTest {
    private static final Pattern WORD = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_");

    /** Parts of identifiers, whatever else is in them. */
    private static final Pattern OLD_WORD =
            Pattern.compile("mend(s|ed|er|ers|ing)?|wordings?|contest|contenders?|trails?"
                    + "|passages?|leftovers?|(un)?seal(s|ed|ing)?|inflow|dial(s|ed|ing)?|depart(s|ed|ing|ure)?|mistakes?|troubles?"
                    + "|lent|verdicts?|staleness|surfaces?|impediment|distrust(s|ed)?|whoever");

    /** Whole identifiers, whose words are of use elsewhere. */
    private static final Set<String> OLD_NAMES = Set.of(
            "Asked",
            "Asking",
            "Question",
            "RequestFacts",
            "CopilotApi",
            "giveWay",
            "isQuiet",
            "atHome",
            "isAtHome",
            "rests",
            "restsUntil");

    /** One name a line; the rest of a line says why it stays. */
    private static final Path KEPT = Path.of("src/test/resources/kept-names.txt");

    @Test
    void identifiersAreInTheFieldsWords() throws IOException {
        List<Path> files = new ArrayList<>(JavaSources.files(JavaSources.folders("src/main/java")));
        files.addAll(JavaSources.files(JavaSources.folders("src/test/java")));
        Set<String> names = Identifiers.in(files);
        assertThat(names).hasSizeGreaterThan(5000);

        Set<String> old = new TreeSet<>();
        names.stream().filter(WordsTest::isOld).forEach(old::add);
        assertThat(old)
                .as("identifiers in words that CONTRIBUTING.md replaces; %s names those that stay, and no others", KEPT)
                .isEqualTo(kept());
    }

    private static boolean isOld(String name) {
        return OLD_NAMES.contains(name)
                || Stream.of(WORD.split(name))
                        .anyMatch(word ->
                                OLD_WORD.matcher(word.toLowerCase(Locale.ROOT)).matches());
    }

    private static Set<String> kept() throws IOException {
        Set<String> kept = new TreeSet<>();
        for (String line : Files.readAllLines(KEPT)) {
            kept.add(line.split(" ", 2)[0]);
        }
        return kept;
    }
}
