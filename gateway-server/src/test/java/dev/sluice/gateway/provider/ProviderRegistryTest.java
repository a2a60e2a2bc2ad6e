package dev.sluice.gateway.provider;

import static dev.sluice.gateway.provider.ProviderJars.descriptor;
import static dev.sluice.gateway.provider.ProviderJars.factory;
import static dev.sluice.gateway.provider.ProviderJars.factoryWithModel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found in the folder of providers, and what cannot be loaded from it. */
final class ProviderRegistryTest {
    @TempDir
    private Path work;

    private Path providers;
    private ProviderJars jars;

    @BeforeEach
    void prepare() throws IOException {
        providers = Files.createDirectory(work.resolve("providers"));
        jars = new ProviderJars(work);
    }

    @Test
    void loadsModularAndPlainJars() throws IOException {
        jars.modular(providers.resolve("b.jar"), "beta", "beta");
        jars.plain(providers.resolve("a.jar"), "alpha", "alpha");

        try (ProviderRegistry registry = load(Map.of())) {
            assertThat(registry.problems()).isEmpty();
            assertThat(ids(registry)).containsExactly("alpha", "beta");
            assertThat(registry.find("beta").orElseThrow().origin().source()).isEqualTo("providers/b.jar");
        }
    }

    @Test
    void callsEachProviderUnderItsOwnContextClassLoader() throws IOException {
        jars.modular(providers.resolve("a.jar"), "alpha", "alpha");
        ClassLoader before = Thread.currentThread().getContextClassLoader();

        try (ProviderRegistry registry = load(Map.of())) {
            Reply reply = registry.find("alpha").orElseThrow().send(request());
            assertThat(((Reply.Complete) reply).body()).asString().isEqualTo("own");
            assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
        }
    }

    @Test
    void givesEachFolderItsOwnVersionOfALibrary() throws IOException {
        for (String version : List.of("one", "two")) {
            Path folder = providers.resolve("with-" + version);
            Path library = jars.compileAlone(
                    folder.resolve("lib.jar"),
                    Map.of(
                            "module-info",
                            "module lib { exports lib; }",
                            "lib.Version",
                            // Not a constant, which would be copied into the provider.
                            "package lib; public class Version { public static String text() { return \"" + version
                                    + "\"; } }"),
                    "1");
            jars.compile(
                    folder.resolve("main.jar"),
                    Map.of(
                            "module-info",
                            descriptor(version, "requires lib;"),
                            version + ".Factory",
                            factoryWithModel(version, version, "lib.Version.text()")),
                    library);
        }

        try (ProviderRegistry registry = load(Map.of())) {
            assertThat(registry.problems()).isEmpty();
            assertThat(registry.providers())
                    .flatExtracting(ProviderHandle::models)
                    .extracting(Model::id)
                    .containsExactly("one7", "two7");
        }
    }

    @Test
    void ignoresACopyOfTheSpiThatAProviderBringsAlong() throws IOException {
        Path folder = providers.resolve("greedy");
        jars.modular(folder.resolve("main.jar"), "greedy", "greedy");
        jars.compileAlone(
                folder.resolve("spi.jar"),
                Map.of(
                        "module-info",
                        "module dev.sluice.provider { exports dev.sluice.provider; }",
                        "dev.sluice.provider.ProviderFactory",
                        "package dev.sluice.provider; public interface ProviderFactory {}"),
                "0.1.0");

        try (ProviderRegistry registry = load(Map.of())) {
            assertThat(registry.problems()).isEmpty();
            assertThat(ids(registry)).containsExactly("greedy");
        }
    }

    @Test
    void namesTheFileAndTheCureOfEachThatCannotBeLoaded() throws IOException {
        jars.modular(providers.resolve("good.jar"), "good", "good");
        Files.writeString(providers.resolve("garbage.jar"), "this is no JAR");
        jars.plain(providers.resolve("99.jar"), "numbers", "numbers");
        Files.createDirectory(providers.resolve("empty"));
        Path library = jars.compileAlone(work.resolve("missing.jar"), Map.of("module-info", "module missing { }"), "1");
        jars.compile(
                providers.resolve("needy.jar"),
                Map.of("module-info", descriptor("needy", "requires missing;"), "needy.Factory", factory("needy", "n")),
                library);
        jars.compile(
                providers.resolve("throwing.jar"),
                Map.of(
                        "module-info", descriptor("throwing", ""),
                        "throwing.Factory",
                                factory("throwing", "t", "if (true) throw new RuntimeException(\"boom\");")));
        jars.compile(
                providers.resolve("useless.jar"),
                Map.of("module-info", "module useless { }", "useless.Nothing", "package useless; class Nothing {}"));

        try (ProviderRegistry registry = load(Map.of())) {
            assertThat(ids(registry)).containsExactly("good");
            assertThat(registry.problems())
                    .extracting(ProviderProblem::source)
                    .containsExactly(
                            "providers/99.jar",
                            "providers/empty",
                            "providers/garbage.jar",
                            "providers/needy.jar",
                            "providers/throwing.jar",
                            "providers/useless.jar");
            assertThat(registry.problems())
                    .extracting(ProviderProblem::message)
                    .satisfiesExactly(
                            badName -> assertThat(badName).contains("rename the file"),
                            empty -> assertThat(empty).contains("no JAR"),
                            garbage -> assertThat(garbage)
                                    .contains("not a usable JAR")
                                    .contains("garbage.jar"),
                            needy -> assertThat(needy).contains("missing").contains("folder of providers/"),
                            throwing -> assertThat(throwing).contains("boom").contains("throwing.Factory"),
                            useless -> assertThat(useless).contains("provides no dev.sluice.provider.ProviderFactory"));
        }
    }

    @Test
    void usesTheFirstOfTwoWithTheSameId() throws IOException {
        jars.modular(providers.resolve("first.jar"), "first", "same");
        jars.modular(providers.resolve("second.jar"), "second", "same");

        try (ProviderRegistry registry = load(Map.of())) {
            assertThat(registry.find("same").orElseThrow().origin().source()).isEqualTo("providers/first.jar");
            assertThat(registry.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.source()).isEqualTo("providers/second.jar");
                assertThat(problem.message()).contains("'same' is already taken by providers/first.jar");
            });
        }
    }

    @Test
    void refusesAProviderBuiltForANewerSpi() throws IOException {
        Path newer = jars.compileAlone(
                work.resolve("spi.jar"), Map.of("module-info", "module dev.sluice.provider { }"), "99.1.0");
        jars.compile(
                providers.resolve("future.jar"),
                Map.of("module-info", "module future { requires dev.sluice.provider; }"),
                newer);

        try (ProviderRegistry registry = load(Map.of())) {
            assertThat(registry.problems())
                    .singleElement()
                    .extracting(ProviderProblem::message)
                    .asString()
                    .contains("was built for version 99.1 of the provider API");
        }
    }

    @Test
    void loadsAProviderThatRequiresProviderSupport() throws IOException {
        jars.compile(
                providers.resolve("supported.jar"),
                Map.of(
                        "module-info",
                        ProviderJars.descriptor("supported", "requires dev.sluice.provider.support;"),
                        "supported.Factory",
                        ProviderJars.factoryWithModel(
                                "supported",
                                "supported",
                                "dev.sluice.provider.support.TopLevel.text("
                                        + "\"{\\\"id\\\":\\\"m\\\"}\".getBytes(), \"id\")")));

        try (ProviderRegistry registry = load(Map.of())) {
            assertThat(registry.problems()).isEmpty();
            assertThat(registry.find("supported").orElseThrow().models())
                    .singleElement()
                    .hasToString("Model[m7]");
        }
    }

    @Test
    void refusesAProviderBuiltForAnotherVersionOfProviderSupport() throws IOException {
        Path other = jars.compileAlone(
                work.resolve("support.jar"), Map.of("module-info", "module dev.sluice.provider.support { }"), "0.99.0");
        jars.compile(
                providers.resolve("future.jar"),
                Map.of("module-info", "module future { requires dev.sluice.provider.support; }"),
                other);

        try (ProviderRegistry registry = load(Map.of())) {
            assertThat(registry.problems())
                    .singleElement()
                    .extracting(ProviderProblem::message)
                    .asString()
                    .contains("was built for version 0.99 of provider-support, and this gateway has 0.1");
        }
    }

    @Test
    void saysThatItLoadsNothingWhereTheGatewayIsNoModule() throws IOException {
        jars.modular(providers.resolve("a.jar"), "alpha", "alpha");

        ProviderPlan plan = ProviderFactories.load(providers, null).plan(TestEnvironment.config(Map.of()));

        assertThat(plan.providers()).isEmpty();
        assertThat(plan.problems())
                .singleElement()
                .extracting(ProviderProblem::message)
                .asString()
                .contains("module path");
    }

    @Test
    void runsWithoutAFolder() {
        try (ProviderRegistry registry = TestEnvironment.registry(work.resolve("nowhere"), Map.of())) {
            assertThat(registry.problems()).isEmpty();
            assertThat(registry.providers()).isEmpty();
        }
    }

    private ProviderRegistry load(Map<String, String> config) {
        return TestEnvironment.registry(providers, config);
    }

    private static List<String> ids(ProviderRegistry registry) {
        return registry.providers().stream().map(ProviderHandle::id).toList();
    }

    private static ProviderRequest request() {
        return ProviderRequest.builder(Dialect.CHAT_COMPLETIONS, "m", new byte[0])
                .build();
    }
}
