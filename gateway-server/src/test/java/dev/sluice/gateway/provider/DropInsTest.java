package dev.sluice.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.gateway.config.ConfigError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens in the folder of providers while they run. */
final class DropInsTest {
    @TempDir
    private Path work;

    private Path folder;
    private ProviderJars jars;
    private DropIns dropIns;
    private ProviderRegistry registry;

    @BeforeEach
    void startWithAlpha() throws IOException {
        folder = Files.createDirectory(work.resolve("providers"));
        jars = new ProviderJars(work);
        jar("a.jar", "alpha", "one");
        dropIns = DropIns.of(work);
        registry = ProviderRegistry.start(plan(dropIns.load()), TestEnvironment.environment());
        assertThat(models()).containsExactly("one7");
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void takesUpWhatIsAddedAndLeavesTheOthersAlone() throws IOException {
        ProviderHandle alpha = handle("alpha");

        jar("b.jar", "beta", "two");
        reload();

        assertThat(models()).containsExactly("one7", "two7");
        assertThat(handle("alpha")).isSameAs(alpha);
    }

    @Test
    void replacesWhatWasOverwrittenInPlaceWhileItsClassesStillServe() throws IOException {
        ProviderHandle before = handle("alpha");
        Path other = jar("../other.jar", "alpha", "two");

        Files.write(folder.resolve("a.jar"), Files.readAllBytes(other));
        assertThat(before.models().getFirst().id()).isEqualTo("one7");
        reload();

        assertThat(models()).containsExactly("two7");
        assertThat(handle("alpha")).isNotSameAs(before);
    }

    @Test
    void endsWhatIsRemoved() throws IOException {
        Files.delete(folder.resolve("a.jar"));
        reload();

        assertThat(registry.providers()).isEmpty();
        assertThat(registry.problems()).isEmpty();
    }

    @Test
    void doesNotLoadHalfACopyAndKeepsWhatRanUntilItIsWhole() throws IOException {
        byte[] whole = Files.readAllBytes(jar("../other.jar", "alpha", "two"));

        Files.write(folder.resolve("a.jar"), Arrays.copyOf(whole, whole.length / 2));
        Files.write(folder.resolve("new.jar"), Arrays.copyOf(whole, whole.length / 2));
        reload();

        assertThat(models()).containsExactly("one7");
        assertThat(problems("providers/a.jar"))
                .anyMatch(message -> message.contains("not a usable JAR: a.jar"))
                .anyMatch(message -> message.contains("stays in use"));
        assertThat(problems("providers/new.jar")).singleElement().asString().contains("once it is whole");

        Files.write(folder.resolve("a.jar"), whole);
        Files.delete(folder.resolve("new.jar"));
        reload();

        assertThat(models()).containsExactly("two7");
        assertThat(registry.problems()).isEmpty();
    }

    @Test
    void takesNoCopyOfAJarThatIsWrittenMeanwhile() throws Exception {
        DropInFolder.Source source = new DropInFolder(folder).sources().getFirst();
        JarCopies copies = new JarCopies(work.resolve("second"));
        Path first = copies.copy(source);
        JarCopies.delete(first);
        Set<Path> before = JarCopies.present();

        // Whole again by the time that it is copied, and yet not what was found.
        Files.write(folder.resolve("a.jar"), Files.readAllBytes(jar("../other.jar", "alpha", "two")));

        assertThatThrownBy(() -> copies.copy(source))
                .isInstanceOf(LoadingException.class)
                .hasMessageContaining("being written");
        assertThat(JarCopies.present()).isEqualTo(before);
    }

    @Test
    void noticesThatAJarIsDamagedInside() throws IOException {
        byte[] damaged = Files.readAllBytes(folder.resolve("a.jar"));
        damaged[damaged.length / 3]++;
        damaged[damaged.length / 3 + 1]++;
        Files.write(folder.resolve("b.jar"), damaged);
        reload();

        assertThat(problems("providers/b.jar")).singleElement().asString().startsWith("not a usable JAR: b.jar");
        assertThat(models()).containsExactly("one7");
    }

    @Test
    void handsOverWhereANewVersionIsPutBesideTheOldOneAndThatIsRemoved() throws IOException {
        jar("a2.jar", "alpha", "two");
        reload();
        assertThat(models()).containsExactly("one7");
        assertThat(problems("providers/a2.jar"))
                .singleElement()
                .asString()
                .contains("already taken by providers/a.jar");

        Files.delete(folder.resolve("a.jar"));
        reload();
        assertThat(models()).containsExactly("two7");
        assertThat(registry.problems()).isEmpty();
    }

    @Test
    void keepsWhatRanWhereItsSuccessorCannotBeMade() throws IOException {
        jars.compile(
                folder.resolve("a.jar"),
                Map.of(
                        "module-info",
                        ProviderJars.descriptor("alpha", ""),
                        "alpha.Factory",
                        ProviderJars.factory("alpha", "alpha")
                                .replace(
                                        "return new Provider()",
                                        "if (size == 7) { throw new IllegalStateException(); } return new Provider()")));
        ProviderFactories factories = dropIns.load();
        try (ProviderChange change = registry.prepare(plan(factories), factories)) {
            assertThat(change.errors())
                    .as("it is no error of the configuration")
                    .isEmpty();
            change.commit();
        }

        assertThat(models()).containsExactly("one7");
        assertThat(problems("providers/a.jar")).singleElement().asString().contains("provider alpha failed");
    }

    @Test
    void takesKeysOfAProviderThatWasRemovedForNoError() throws IOException {
        Map<String, String> config = Map.of("providers.alpha.size", "8");
        Files.delete(folder.resolve("a.jar"));

        ProviderPlan plan = dropIns.load().plan(TestEnvironment.config(config));

        assertThat(plan.errors()).isEmpty();
        assertThat(plan.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("there is no provider 'alpha'"));
    }

    @Test
    void takesWrongSettingsOfAProviderThatIsNewForItsOwnProblem() throws IOException {
        jar("b.jar", "beta", "two");
        ProviderPlan plan = dropIns.load().plan(TestEnvironment.config(Map.of("providers.beta.size", "many")));
        assertThat(plan.errors()).extracting(ConfigError::key).containsExactly("providers.beta.size");

        ProviderPlan tolerant = plan.tolerant();

        assertThat(tolerant.errors()).isEmpty();
        assertThat(tolerant.providers()).extracting(PlannedProvider::id).containsExactly("alpha");
        assertThat(tolerant.problems()).extracting(ProviderProblem::message).anyMatch(text -> text.contains("many"));
    }

    @Test
    void tellsOneStateOfTheFolderFromAnother() throws IOException {
        assertThat(dropIns.stamps()).isEqualTo(dropIns.loadedStamps()).containsOnlyKeys("providers/a.jar");

        Path inner = Files.createDirectory(folder.resolve("inner"));
        Files.copy(folder.resolve("a.jar"), inner.resolve("one.jar"), StandardCopyOption.COPY_ATTRIBUTES);
        assertThat(dropIns.stamps()).isNotEqualTo(dropIns.loadedStamps());
        Map<String, String> one = dropIns.stamps();
        Files.copy(folder.resolve("a.jar"), inner.resolve("two.jar"));
        assertThat(dropIns.stamps()).isNotEqualTo(one);
    }

    private Path jar(String file, String id, String model) throws IOException {
        return jars.compile(
                folder.resolve(file).normalize(),
                Map.of(
                        "module-info",
                        ProviderJars.descriptor(id, ""),
                        id + ".Factory",
                        ProviderJars.factoryWithModel(id, id, '"' + model + '"')));
    }

    private void reload() {
        ProviderFactories factories = dropIns.load();
        try (ProviderChange change = registry.prepare(plan(factories), factories)) {
            change.commit();
        }
    }

    private static ProviderPlan plan(ProviderFactories factories) {
        return factories.plan(TestEnvironment.config(Map.of()));
    }

    private ProviderHandle handle(String id) {
        return registry.find(id).orElseThrow();
    }

    private List<String> models() {
        return registry.providers().stream()
                .flatMap(handle -> handle.models().stream())
                .map(model -> model.id())
                .toList();
    }

    private List<String> problems(String source) {
        return registry.problems().stream()
                .filter(problem -> problem.source().equals(source))
                .map(ProviderProblem::message)
                .toList();
    }
}
