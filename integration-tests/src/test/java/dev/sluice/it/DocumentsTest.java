package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds for all documents: links lead somewhere, and few commands are not run. */
final class DocumentsTest {
    private static final int MOST_NOT_RUN = 10;

    private final List<MarkdownPage> pages = MarkdownPage.all();

    @Test
    void everyLinkLeadsToAPageAndAHeading() {
        assertThat(pages).hasSizeGreaterThan(30);
        List<String> broken = new ArrayList<>();
        for (MarkdownPage page : pages) {
            for (String link : page.links()) {
                if (!leadsSomewhere(page, link)) {
                    broken.add(page.name() + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyPageIsLinked() {
        Set<Path> linked = pages.stream()
                .flatMap(page -> page.links().stream().map(link -> target(page, link)))
                .collect(Collectors.toSet());
        assertThat(pages.stream().map(MarkdownPage::file).filter(file -> !file.endsWith("README.md")))
                .isSubsetOf(linked);
    }

    @Test
    void fewCommandsAreNotRun() {
        assertThat(pages.stream()
                        .flatMap(page -> page.commands().stream())
                        .map(MarkdownPage.Commands::marker)
                        .flatMap(Optional::stream))
                .hasSizeLessThanOrEqualTo(MOST_NOT_RUN)
                .allMatch(why -> why.length() > 10);
    }

    @Test
    void readmeNamesTheScriptsThatPeopleKnow() {
        String readme = pages.stream()
                .filter(page -> page.name().equals("README.md"))
                .map(page -> String.join("\n", page.lines()))
                .findFirst()
                .orElseThrow();
        assertThat(readme).contains("./restart_server.sh", "./run_tests.sh", "curl http://localhost:4000/v1/models");
    }

    private boolean leadsSomewhere(MarkdownPage page, String link) {
        String anchor = link.contains("#") ? link.substring(link.indexOf('#') + 1) : "";
        Path target = target(page, link);
        return anchor.isEmpty()
                ? Files.exists(target)
                : pages.stream()
                        .collect(Collectors.toMap(MarkdownPage::file, Function.identity()))
                        .getOrDefault(target, new MarkdownPage(target, List.of()))
                        .anchors()
                        .contains(anchor);
    }

    private static Path target(MarkdownPage page, String link) {
        String path = link.replaceFirst("#.*", "");
        return path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
    }
}
