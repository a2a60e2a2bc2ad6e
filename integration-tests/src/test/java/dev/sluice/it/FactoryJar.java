package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A JAR as whoever writes a provider builds it, against nothing but the provider API's JAR.
 *
 * @param work where to build
 * @param id the provider's id; its package is {@code com.example.<id>}
 * @param factory the name of its factory's class
 * @param source the factory's source
 */
record FactoryJar(Path work, String id, String factory, String source) {
    static final String SERVICES = "META-INF/services/dev.sluice.provider.ProviderFactory";

    private static final String MODULE = """
            module com.example.%1$s {
                requires dev.sluice.provider;
                provides dev.sluice.provider.ProviderFactory with com.example.%1$s.%2$s;
            }
            """;

    Path modular(Path jar) throws IOException {
        return pack(compiled(true), jar, Map.of());
    }

    Path plain(Path jar) throws IOException {
        return pack(compiled(false), jar, Map.of(SERVICES, "com.example." + id + "." + factory + "\n"));
    }

    private Path compiled(boolean module) throws IOException {
        Path build = Files.createTempDirectory(work, id);
        Path classes = Files.createDirectory(build.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-Xlint:none", "-d", classes.toString()));
        arguments.addAll(List.of(module ? "--module-path" : "--class-path", api().toString()));
        arguments.add(write(build.resolve(factory + ".java"), source));
        if (module) {
            arguments.add(write(build.resolve("module-info.java"), MODULE.formatted(id, factory)));
        }
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(status).as("javac").isZero();
        return classes;
    }

    private static String write(Path file, String text) throws IOException {
        return Files.writeString(file, text).toString();
    }

    private static Path api() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("sluice.distribution"), "lib"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("provider-api-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Packs classes and texts into a JAR. */
    static Path pack(Path classes, Path jar, Map<String, String> texts) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                out.write(Files.readAllBytes(file));
            }
            for (Map.Entry<String, String> text : texts.entrySet()) {
                out.putNextEntry(new JarEntry(text.getKey()));
                out.write(text.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }
}
