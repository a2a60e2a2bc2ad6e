package dev.sluice.gateway.provider;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Compiles sources into real JARs. */
final class ProviderJars {
    /** A factory in package {@code p}; {@code %1$s} is the id, {@code %2$s} what its constructor does. */
    private static final String FACTORY = """
            package %3$s;
            import dev.sluice.provider.*;
            import java.util.*;
            public final class Factory implements ProviderFactory {
                public Factory() { %2$s }
                public String id() { return "%1$s"; }
                public List<Setting<?>> settings() {
                    return List.of(Setting.number("size", 7, "A size."), Setting.flag("loud", false, "Noise."));
                }
                public Provider create(ProviderContext context) {
                    int size = context.settings().get(Setting.number("size", 7, "A size."));
                    return new Provider() {
                        public List<Model> models() {
                            return List.of(Model.builder(%4$s + size).build());
                        }
                        public Reply send(ProviderRequest request) {
                            String loader = Thread.currentThread().getContextClassLoader()
                                == Factory.class.getClassLoader() ? "own" : "other";
                            return Reply.Complete.of(Headers.empty(), loader.getBytes());
                        }
                        public void close() {}
                    };
                }
            }
            """;

    private final Path work;
    private int number;

    ProviderJars(Path work) {
        this.work = work;
    }

    static String factory(String packageName, String id) {
        return factory(packageName, id, "");
    }

    static String factory(String packageName, String id, String constructor) {
        return FACTORY.formatted(id, constructor, packageName, "\"m-\"");
    }

    /** A factory whose models come from an expression, such as a library's constant. */
    static String factoryWithModel(String packageName, String id, String expression) {
        return FACTORY.formatted(id, "", packageName, expression);
    }

    static String descriptor(String module, String requires) {
        return "module %1$s { requires dev.sluice.provider; %2$s".formatted(module, requires)
                + " provides dev.sluice.provider.ProviderFactory with %1$s.Factory; }".formatted(module);
    }

    /** Makes a modular JAR of a provider whose package is named as its module. */
    Path modular(Path jar, String module, String id) throws IOException {
        return compile(jar, Map.of("module-info", descriptor(module, ""), module + ".Factory", factory(module, id)));
    }

    /** Makes a JAR without a module's descriptor, with the services given. */
    Path plain(Path jar, String packageName, String id) throws IOException {
        Path classes = classes(
                Map.of(packageName + ".Factory", factory(packageName, id)),
                List.of("--class-path", System.getProperty("jdk.module.path", "")));
        Path services = classes.resolve("META-INF/services/dev.sluice.provider.ProviderFactory");
        Files.createDirectories(services.getParent());
        Files.writeString(services, packageName + ".Factory\n");
        return pack(jar, classes);
    }

    /** Compiles a module against the gateway's module path and further JARs. */
    Path compile(Path jar, Map<String, String> sources, Path... furtherPath) throws IOException {
        StringBuilder path = new StringBuilder();
        for (Path each : furtherPath) {
            path.append(each).append(File.pathSeparator);
        }
        path.append(System.getProperty("jdk.module.path", ""));
        return pack(jar, classes(sources, List.of("--module-path", path.toString())));
    }

    /** Compiles a module against nothing, with a version. */
    Path compileAlone(Path jar, Map<String, String> sources, String version) throws IOException {
        return pack(jar, classes(sources, List.of("--module-version", version)));
    }

    private Path classes(Map<String, String> sources, List<String> options) throws IOException {
        Path base = work.resolve("build-" + number++);
        Path classes = Files.createDirectories(base.resolve("classes"));
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of("-proc:none", "-Xlint:none", "-d", classes.toString()));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = base.resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
            arguments.add(file.toString());
        }
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int failed = ToolProvider.findFirst("javac").orElseThrow().run(out, out, arguments.toArray(String[]::new));
        if (failed != 0) {
            throw new IllegalStateException(said.toString());
        }
        return classes;
    }

    private static Path pack(Path jar, Path classes) throws IOException {
        Files.createDirectories(jar.getParent());
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> entries = Files.walk(classes)) {
            for (Path entry : entries.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(entry).toString().replace(File.separatorChar, '/')));
                Files.copy(entry, out);
            }
        }
        return jar;
    }
}
