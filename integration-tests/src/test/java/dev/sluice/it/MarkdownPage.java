package dev.sluice.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A document of the repository: its commands, links and headings. */
record MarkdownPage(Path file, List<String> lines) {
    private static final Path ROOT = JavaSources.ROOT;
    private static final Pattern MARKER = Pattern.compile("<!-- not run: (.+) -->");
    private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^]]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(#+) (.*)");

    /**
     * A fenced block of shell commands.
     *
     * @param section the heading that it is under
     * @param line the number of its first line
     * @param marker why no test runs it, as the comment right above says
     */
    record Commands(String section, int line, Optional<String> marker, String text) {}

    /** All that there are. */
    static List<MarkdownPage> all() {
        List<MarkdownPage> pages = new ArrayList<>();
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .forEach(file -> pages.add(read(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pages;
    }

    private static MarkdownPage read(Path file) {
        try {
            return new MarkdownPage(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return ROOT.relativize(file).toString();
    }

    List<Commands> commands() {
        List<Commands> found = new ArrayList<>();
        String section = "";
        for (int i = 0; i < lines.size(); i++) {
            Matcher heading = HEADING.matcher(lines.get(i));
            if (heading.matches()) {
                section = heading.group(2);
            } else if (lines.get(i).startsWith("```")) {
                int end = i + 1;
                while (!lines.get(end).equals("```")) {
                    end++;
                }
                if (lines.get(i).matches("```(sh|bash|shell|console)")) {
                    Matcher marker = MARKER.matcher(i == 0 ? "" : lines.get(i - 1));
                    Optional<String> why = marker.matches() ? Optional.of(marker.group(1)) : Optional.empty();
                    found.add(new Commands(section, i + 2, why, String.join("\n", lines.subList(i + 1, end)) + "\n"));
                }
                i = end;
            }
        }
        return found;
    }

    /** Where it leads to within the repository. */
    List<String> links() {
        return lines.stream()
                .flatMap(line -> LINK.matcher(line.replaceAll("`[^`]*`", "")).results())
                .map(link -> link.group(1))
                .filter(target -> !target.matches("[a-z]+:.*"))
                .toList();
    }

    /** What the part of a link behind {@code #} may be. */
    Set<String> anchors() {
        Set<String> anchors = new HashSet<>();
        for (String line : lines) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                anchors.add(heading.group(2)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'));
            }
        }
        return anchors;
    }
}
