package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/observability.md} against the sources, where no traffic would bring all of it to light. */
final class ObservabilityPageTest {
    private static final Pattern METRIC = Pattern.compile("\"(sluice_[a-z_]*[a-z]|gen_ai_(?:server|client)_[a-z_]+)\"");
    private static final Pattern GAUGE_OF_PROVIDER = Pattern.compile("\\.gauge\\(\\s*\"([a-z_]+)\"");
    private static final Pattern EVENT = Pattern.compile("meters(?:\\(\\))?\\.count\\(\\s*\"([a-z_]+)\"");
    private static final Pattern FIELD = Pattern.compile("line\\.put\\(\"([a-z_]+)\"");
    private static final Pattern HEADER = Pattern.compile("\"([a-z]+[a-z-]*)\"");
    private static final Pattern PASSED_BY_AN_API = Pattern.compile("> re(?:quest|ply)Headers\\(\\) \\{[^}]*}");
    private static final Pattern HEADER_CONSTANT =
            Pattern.compile("([A-Z_]+) =\\s*HeaderNames\\.create\\(\"([a-z-]+)\"\\)");
    private static final Pattern CONSTANT = Pattern.compile("[A-Z_]+\\(\"([a-z_]+)\"\\)[,;]");

    private static List<Path> sources;

    private final ObservabilityPage page = new ObservabilityPage();

    @BeforeAll
    static void find() {
        sources = JavaSources.files(JavaSources.product());
        assertThat(sources).hasSizeGreaterThan(200);
    }

    @Test
    void namesEveryErrorCode() {
        Set<String> listed = new TreeSet<>(page.names("codes"));
        listed.addAll(page.names("copilot codes"));
        assertThat(ErrorCodes.in(JavaSources.parse(sources))).isEqualTo(listed);
    }

    @Test
    void namesEveryMetricOfTheSources() throws IOException {
        Set<String> metrics = new TreeSet<>();
        found(METRIC, "").forEach(name -> metrics.add(stem(name)));
        found(GAUGE_OF_PROVIDER, "").forEach(name -> metrics.add(stem("sluice_provider_" + name)));
        metrics.add("sluice_provider_events");
        Set<String> listed = new TreeSet<>();
        page.names("metrics").forEach(name -> listed.add(stem(name)));
        assertThat(metrics).isEqualTo(listed);
    }

    /** A metric's name without what the formatter may have put behind it. */
    private static String stem(String name) {
        return name.replaceFirst("_total$|_seconds$", "");
    }

    @Test
    void namesEveryEventOfProviders() throws IOException {
        assertThat(found(EVENT, "")).isEqualTo(page.names("events"));
    }

    @Test
    void namesEveryFieldOfTheAccessLog() throws IOException {
        assertThat(found(FIELD, "AccessLog.java")).isEqualTo(page.names("log"));
    }

    @Test
    void namesEveryHeaderThatIsPassedOn() throws IOException {
        Set<String> listed = new TreeSet<>(page.names("passed"));
        listed.addAll(page.names("passed to providers"));
        listed.remove("user-agent");
        Set<String> passed = found(HEADER, "PassedHeaders.java");
        for (Path source : sources) {
            passed.addAll(passedByAnApi(Files.readString(source)));
        }
        assertThat(passed).isEqualTo(listed);
    }

    /** The headers that the methods of an API name, as texts or by constants of their class. */
    private static Set<String> passedByAnApi(String source) {
        Set<String> passed = new TreeSet<>();
        for (MatchResult method : PASSED_BY_AN_API.matcher(source).results().toList()) {
            String body = method.group();
            HEADER.matcher(body).results().forEach(name -> passed.add(name.group(1)));
            HEADER_CONSTANT
                    .matcher(source)
                    .results()
                    .filter(constant -> body.matches("(?s).*\\b" + constant.group(1) + "\\b.*"))
                    .forEach(constant -> passed.add(constant.group(2)));
        }
        return passed;
    }

    @Test
    void namesEveryKindOfError() {
        assertThat(Stream.of(ErrorKind.values()).map(kind -> kind.name().toLowerCase(Locale.ROOT)))
                .containsExactlyInAnyOrderElementsOf(page.names("kinds"));
    }

    @Test
    void namesEveryEnding() throws IOException {
        Path outcome = sources.stream()
                .filter(file -> file.endsWith("StreamOutcome.java"))
                .findFirst()
                .orElseThrow();
        Set<String> endings = new TreeSet<>();
        CONSTANT.matcher(Files.readString(outcome)).results().forEach(each -> endings.add(each.group(1)));
        assertThat(endings).isEqualTo(page.names("endings"));
    }

    /** What a pattern's group catches in the sources whose path ends so. */
    private static Set<String> found(Pattern pattern, String ending) throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path source : sources) {
            if (source.toString().endsWith(ending)) {
                pattern.matcher(Files.readString(source)).results().forEach(each -> found.add(each.group(1)));
            }
        }
        return found;
    }
}
