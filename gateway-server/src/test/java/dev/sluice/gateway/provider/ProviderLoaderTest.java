package dev.sluice.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProviderLoaderTest {
    @TempDir
    private Path work;

    @Test
    void goesOnWithoutAProviderWhoseConstructorHangs() throws IOException {
        ProviderJars jars = new ProviderJars(work);
        Path providers = work.resolve("providers");
        String hanging = "try { new java.util.concurrent.CountDownLatch(1).await(); }"
                + " catch (InterruptedException e) { throw new IllegalStateException(e); }";
        jars.compile(
                providers.resolve("a.jar"),
                Map.of(
                        "module-info", ProviderJars.descriptor("alpha", ""),
                        "alpha.Factory", ProviderJars.factory("alpha", "alpha", hanging)));
        List<ProviderProblem> problems = new ArrayList<>();

        List<FoundFactory> found = new ProviderLoader(
                        ProviderLoader.class.getModule().getLayer(),
                        new TimeLimit(Duration.ofMillis(300)),
                        new JarCopies(work))
                .load(new DropInFolder(providers).sources().getFirst(), problems);

        assertThat(found).isEmpty();
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.source()).isEqualTo("providers/a.jar");
            assertThat(problem.message()).contains("alpha.Factory hangs");
        });
    }

    @Test
    void findsAFactoryForEachPresetOfAService() throws IOException {
        String presets = "return \"acme\"; } public List<ProviderFactory> presets() {"
                + " return List.of(preset(\"zeta\"), preset(\"eta\"), this); }"
                + " private static ProviderFactory preset(String id) { return new ProviderFactory() {"
                + " public String id() { return id; }"
                + " public Provider create(ProviderContext context) { throw new IllegalStateException(); } };";
        List<ProviderProblem> problems = new ArrayList<>();

        List<FoundFactory> found = load(presets, problems);

        assertThat(problems).isEmpty();
        assertThat(found).extracting(FoundFactory::id).containsExactly("zeta", "eta", "acme");
        assertThat(found).extracting(FoundFactory::source).containsOnly("providers/a.jar");
    }

    @Test
    void saysThatAServiceListsNoPresetsOrFailsToListThem() throws IOException {
        for (String body : List.of("return List.of();", "throw new IllegalStateException();", "return null;")) {
            List<ProviderProblem> problems = new ArrayList<>();

            List<FoundFactory> found =
                    load("return \"acme\"; } public List<ProviderFactory> presets() { " + body, problems);

            assertThat(found).isEmpty();
            assertThat(problems).singleElement().satisfies(problem -> {
                assertThat(problem.source()).isEqualTo("providers/a.jar");
                assertThat(problem.message()).contains("presets");
            });
        }
    }

    private List<FoundFactory> load(String idBody, List<ProviderProblem> problems) throws IOException {
        Path providers = work.resolve("providers");
        new ProviderJars(work)
                .compile(
                        providers.resolve("a.jar"),
                        Map.of(
                                "module-info",
                                ProviderJars.descriptor("alpha", ""),
                                "alpha.Factory",
                                ProviderJars.factory("alpha", "acme").replace("return \"acme\";", idBody)));
        return new ProviderLoader(
                        ProviderLoader.class.getModule().getLayer(),
                        new TimeLimit(Duration.ofSeconds(20)),
                        new JarCopies(work))
                .load(new DropInFolder(providers).sources().getFirst(), problems);
    }

    @Test
    void runsWhatWasBuiltForTheSameMajorVersionAndNoNewerMinorOne() {
        SpiVersion own = new SpiVersion(1, 2);
        assertThat(own.supports(new SpiVersion(1, 2))).isTrue();
        assertThat(own.supports(new SpiVersion(1, 0))).isTrue();
        assertThat(own.supports(new SpiVersion(1, 3))).isFalse();
        assertThat(own.supports(new SpiVersion(0, 9))).isFalse();
        assertThat(own.supports(new SpiVersion(2, 0))).isFalse();
    }

    @Test
    void runsWhatWasBuiltForTheVeryVersionOfAnIncubatingModule() {
        SpiVersion own = new SpiVersion(0, 2);
        assertThat(own.supports(new SpiVersion(0, 2))).isTrue();
        assertThat(own.supports(new SpiVersion(0, 1))).isFalse();
        assertThat(own.supports(new SpiVersion(0, 3))).isFalse();
    }
}
