package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds what {@code config/checkstyle.xml} says of packages against the modules. */
final class SourcesTest {
    private static final Pattern SUPPRESSION = Pattern.compile(
            "<property name=\"checks\" value=\"([^\"]+)\"/>\\s*<property name=\"files\" value=\"([^\"]+)\"/>");
    /** Exported packages whose methods need a sentence, but no tags. */
    private static final Set<String> WITHOUT_TAGS = Set.of(
            "dev.sluice.provider.testkit.copilot",
            "dev.sluice.provider.testkit.http",
            "dev.sluice.provider.testkit.openai");

    @Test
    void javadocIsRequiredWhereAPackageIsExported() throws IOException {
        Set<String> exported = exportedPackages();
        assertThat(exported).hasSizeGreaterThan(8);

        assertThat(packagesChecked("MissingJavadocMethod")).isEqualTo(exported);
        exported.removeAll(WITHOUT_TAGS);
        assertThat(packagesChecked("JavadocMethod")).isEqualTo(exported);
    }

    private static Set<String> exportedPackages() throws IOException {
        Set<String> exported = new TreeSet<>();
        for (Path main : JavaSources.folders("src/main/java")) {
            Path info = main.resolveSibling("../../target/classes/module-info.class")
                    .normalize();
            if (Files.exists(info)) {
                try (InputStream in = Files.newInputStream(info)) {
                    ModuleDescriptor.read(in).exports().forEach(export -> exported.add(export.source()));
                }
            }
        }
        return exported;
    }

    private static Set<String> packagesChecked(String check) throws IOException {
        String checkstyle = Files.readString(JavaSources.ROOT.resolve("config/checkstyle.xml"));
        Pattern suppressed = SUPPRESSION
                .matcher(checkstyle)
                .results()
                .filter(each -> List.of(each.group(1).split("\\|")).contains(check))
                .map(each -> Pattern.compile(each.group(2)))
                .findFirst()
                .orElseThrow();
        Set<String> checked = new TreeSet<>();
        for (Path main : JavaSources.folders("src/main/java")) {
            try (Stream<Path> files = Files.walk(main)) {
                checked.addAll(files.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> !file.endsWith("module-info.java"))
                        .filter(file -> !suppressed.matcher(file.toString()).find())
                        .map(file ->
                                main.relativize(file.getParent()).toString().replace('/', '.'))
                        .collect(Collectors.toSet()));
            }
        }
        return checked;
    }
}
