package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/architecture.md} against the modules and the gateway's packages. */
final class ArchitecturePageTest {
    private static final Path GATEWAY = JavaSources.ROOT.resolve("gateway-server/src/main/java");
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern ROW = Pattern.compile("^\\| (`[^|]+`) \\|", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    @Test
    void namesEveryPackageOfTheGateway() throws IOException {
        Set<String> packages = JavaSources.files(JavaSources.folders("src/main/java")).stream()
                .filter(file -> file.startsWith(GATEWAY) && !file.endsWith("module-info.java"))
                .map(file -> GATEWAY.relativize(file.getParent()).toString())
                .map(folder -> folder.replace('/', '.').replace("dev.sluice.", ""))
                .collect(Collectors.toSet());
        assertThat(packages).hasSizeGreaterThan(10);
        assertThat(rowsBehind("<!-- packages -->")).isEqualTo(packages);
    }

    @Test
    void namesEveryModule() throws IOException {
        String pom = Files.readString(JavaSources.ROOT.resolve("pom.xml"));
        Set<String> modules =
                MODULE.matcher(pom).results().map(each -> each.group(1)).collect(Collectors.toSet());
        assertThat(rowsBehind("## Modules")).isEqualTo(modules);
    }

    /** The names in the first column of the table that follows. */
    private static Set<String> rowsBehind(String mark) throws IOException {
        String page = Files.readString(JavaSources.ROOT.resolve("docs/architecture.md"));
        int begin = page.indexOf("| ", page.indexOf(mark));
        String table = page.substring(begin, page.indexOf("\n\n", begin));
        Set<String> names = new TreeSet<>();
        ROW.matcher(table)
                .results()
                .forEach(row -> NAME.matcher(row.group(1)).results().forEach(name -> names.add(name.group(1))));
        return names;
    }
}
