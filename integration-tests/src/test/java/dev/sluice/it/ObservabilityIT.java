package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds {@code docs/observability.md} against what a running gateway shows, in both directions. */
final class ObservabilityIT {
    private static final Pattern FAMILY = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern SAMPLE = Pattern.compile("([A-Za-z_]+)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");
    /** Of every series, and of histograms. */
    private static final Set<String> USUAL_LABELS = Set.of("scope", "le");

    private static final Set<String> OF_HTTP =
            Set.of("content-type", "content-length", "transfer-encoding", "date", "connection");

    @TempDir
    private static Path home;

    @TempDir
    private static Path work;

    private static ObservedGateway gateway;

    private final ObservabilityPage page = new ObservabilityPage();

    @BeforeAll
    static void start() throws Exception {
        gateway = new ObservedGateway(home, work);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void namesEveryMetricWithItsLabels() throws Exception {
        SortedMap<String, Set<String>> listed = new TreeMap<>(page.rows("metrics"));
        listed.putAll(page.rows("jvm"));
        assertThat(shown(gateway.metrics())).isEqualTo(listed);
    }

    @Test
    void namesEveryFieldOfTheAccessLog() {
        Set<String> fields = new TreeSet<>();
        List<String> lines = gateway.log().stream()
                .filter(line -> line.startsWith("{") && line.contains("\"duration_ms\""))
                .toList();
        lines.forEach(line -> fields.addAll(GatewayClient.json(line).keySet()));
        assertThat(fields).isEqualTo(page.names("log"));
    }

    @Test
    void namesEveryHeaderOfReplies() {
        Set<String> headers = new TreeSet<>(gateway.headers());
        headers.removeAll(OF_HTTP);
        headers.removeIf(header -> header.startsWith("x-quota-snapshot-"));
        assertThat(headers).isEqualTo(page.names("headers"));
    }

    /** Each family's labels; a histogram's greatest value is not a family of its own. */
    private static Map<String, Set<String>> shown(String metrics) {
        Map<String, Set<String>> shown = new TreeMap<>();
        Set<String> histograms = new HashSet<>();
        String family = "";
        for (String line : metrics.lines().toList()) {
            Matcher type = FAMILY.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (type.matches()) {
                family = type.group(1);
                if (type.group(2).equals("histogram")) {
                    histograms.add(family);
                }
            } else if (sample.matches()) {
                Set<String> labels = shown.computeIfAbsent(family, name -> new TreeSet<>());
                LABEL.matcher(sample.group(2) == null ? "" : sample.group(2))
                        .results()
                        .map(label -> label.group(1))
                        .filter(label -> !USUAL_LABELS.contains(label))
                        .forEach(labels::add);
            }
        }
        histograms.forEach(name -> shown.remove(name + "_max"));
        return shown;
    }
}
