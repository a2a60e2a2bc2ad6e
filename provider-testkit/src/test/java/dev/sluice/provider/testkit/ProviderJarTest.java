package dev.sluice.provider.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProviderJarTest {
    private static final String MODULE = """
            module example {
                requires dev.sluice.provider;
                provides dev.sluice.provider.ProviderFactory with example.Factory;
            }
            """;
    private static final String FACTORY = """
            package example;
            import dev.sluice.provider.*;
            import java.util.List;
            public final class Factory implements ProviderFactory {
                public String id() { return "example"; }
                public Provider create(ProviderContext context) {
                    return new Provider() {
                        public List<Model> models() {
                            Object loader = Thread.currentThread().getContextClassLoader();
                            return List.of(Model.builder(loader == Factory.class.getClassLoader() ? "own" : "other").build());
                        }
                        public Reply send(ProviderRequest request) { throw new IllegalStateException(); }
                        public void close() {}
                    };
                }
            }
            """;

    @TempDir
    private Path work;

    @Test
    void loadsAModularJarIntoALayerOfItsOwn() throws Exception {
        Path jar = jar(Map.of("module-info", MODULE, "example/Factory", FACTORY));

        assertOwn(ProviderJar.load(jar));
        try (ProviderHarness harness = ProviderHarness.ofJar(jar).start()) {
            assertThat(harness.provider().models()).extracting(Model::id).containsExactly("own");
        }
    }

    @Test
    void loadsTheFolderOfAJar() throws Exception {
        Path jar = jar(Map.of("module-info", MODULE, "example/Factory", FACTORY));

        assertOwn(ProviderJar.load(Objects.requireNonNull(jar.getParent())));
    }

    @Test
    void saysThatAJarHasNoProvider() throws Exception {
        Path jar = jar(Map.of("module-info", "module example { requires dev.sluice.provider; }"));

        assertThatThrownBy(() -> ProviderJar.load(jar))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds no provider");
    }

    @Test
    void loadsOneOfSeveralPresetsByItsId() throws Exception {
        String presets = "    public List<ProviderFactory> presets() { return List.of(this, new Factory() {"
                + " public String id() { return \"other\"; } }); }\n";
        Path jar = jar(Map.of(
                "module-info",
                MODULE,
                "example/Factory",
                FACTORY.replace("final class", "class")
                        .replace("    public String id()", presets + "    public String id()")));

        assertThat(ProviderJar.load(jar, "other").id()).isEqualTo("other");
        assertThatThrownBy(() -> ProviderJar.load(jar)).hasMessageContaining("name one of [example, other]");
        assertThatThrownBy(() -> ProviderHarness.ofJar(jar, "third"))
                .hasMessageContaining("no provider 'third'; it holds [example, other]");
    }

    private static void assertOwn(ProviderFactory factory) {
        assertThat(factory.getClass().getModule().getName()).isEqualTo("example");
        assertThat(factory.getClass().getClassLoader()).isNotSameAs(ProviderFactory.class.getClassLoader());
    }

    private Path jar(Map<String, String> sources) throws Exception {
        Path classes = work.resolve("classes");
        Path jar = Files.createDirectories(work.resolve("jars")).resolve("example.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, String> source : sources.entrySet()) {
                Path file = work.resolve("src/" + source.getKey() + ".java");
                Files.createDirectories(file.getParent());
                Files.writeString(file, source.getValue());
            }
            compile(classes);
            for (Path file : files(classes)) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                out.write(Files.readAllBytes(file));
            }
        }
        return jar;
    }

    private void compile(Path classes) throws Exception {
        Path api = Path.of(ProviderFactory.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<String> arguments = new ArrayList<>(List.of("--module-path", api.toString(), "-d", classes.toString()));
        files(work.resolve("src")).forEach(source -> arguments.add(source.toString()));
        int status = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(System.out, System.err, arguments.toArray(String[]::new));
        assertThat(status).isZero();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
