package dev.sluice.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** {@code docs/observability.md}: its tables, each behind a comment with its name. */
final class ObservabilityPage {
    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\|([^|]*)\\|.*$", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    private final String text;

    ObservabilityPage() {
        try {
            text = Files.readString(JavaSources.ROOT.resolve("docs/observability.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names in a table's first column. */
    Set<String> names(String table) {
        return rows(table).keySet();
    }

    /** The names in a table's first column, each with those in its second. */
    SortedMap<String, Set<String>> rows(String table) {
        String begin = "<!-- " + table + " -->\n";
        int from = text.indexOf(begin);
        int to = text.indexOf("<!-- end -->", from);
        if (from < 0 || to < 0) {
            throw new AssertionError("docs/observability.md has no table " + table);
        }
        SortedMap<String, Set<String>> rows = new TreeMap<>();
        for (MatchResult row : ROW.matcher(text.substring(from, to)).results().toList()) {
            Set<String> second = new TreeSet<>();
            NAME.matcher(row.group(2)).results().forEach(name -> second.add(name.group(1)));
            if (rows.put(row.group(1), second) != null) {
                throw new AssertionError("docs/observability.md has " + row.group(1) + " twice");
            }
        }
        return rows;
    }
}
