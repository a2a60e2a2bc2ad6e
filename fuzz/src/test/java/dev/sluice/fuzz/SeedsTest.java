package dev.sluice.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Feeds each target what its folder of seeds holds: examples to start from, and what a fuzzer once found. */
final class SeedsTest {
    private static final Path SEEDS = Path.of("src/test/seeds");
    private static final Path SOURCES = Path.of("src/test/java");

    @TestFactory
    Stream<DynamicTest> everyTargetStandsWhatItOnceFellOver() throws IOException {
        return children(SEEDS).stream().flatMap(folder -> {
            String target = folder.getFileName().toString();
            return children(folder).stream()
                    .map(seed -> DynamicTest.dynamicTest(target + " " + seed.getFileName(), () -> feed(target, seed)));
        });
    }

    @Test
    void everyTargetHasSeedsOfItsOwn() throws IOException {
        try (Stream<Path> sources = Files.walk(SOURCES)) {
            List<String> targets = sources.filter(file -> file.toString().endsWith("Fuzz.java"))
                    .map(file -> SOURCES.relativize(file).toString())
                    .map(file ->
                            file.substring(0, file.length() - ".java".length()).replace('/', '.'))
                    .sorted()
                    .toList();
            assertThat(targets).hasSizeGreaterThan(15);
            assertThat(children(SEEDS).stream()
                            .map(folder -> folder.getFileName().toString()))
                    .containsExactlyElementsOf(targets);
        }
    }

    private static void feed(String target, Path seed) throws Exception {
        Method method = Class.forName(target).getMethod("fuzzerTestOneInput", byte[].class);
        byte[] bytes = Files.readAllBytes(seed);
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> method.invoke(null, (Object) bytes));
    }

    private static List<Path> children(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        } catch (IOException e) {
            throw new AssertionError("no seeds in " + folder, e);
        }
    }
}
