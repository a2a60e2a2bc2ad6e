package dev.sluice.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider that was replaced or removed leaves nothing behind: no classes, no copy of its JAR, no open file. */
final class UnloadingTest {
    private static final int TIMES = 50;
    private static final ProviderRequest REQUEST =
            ProviderRequest.builder(Dialect.CHAT_COMPLETIONS, "m", new byte[0]).build();

    /** Does what providers do, and what tempts classes to stay. */
    private static final String BUSY = """
            package busy;
            import dev.sluice.provider.*;
            import java.io.InputStream;
            import java.nio.charset.StandardCharsets;
            import java.time.Duration;
            import java.util.*;
            public final class Factory implements ProviderFactory {
                private static final System.Logger LOGGER = System.getLogger(Factory.class.getName());
                private static final ThreadLocal<Object> LOCAL = ThreadLocal.withInitial(() -> new Object() {});
                public String id() { return "busy"; }
                public List<Setting<?>> settings() { return List.of(Setting.number("size", 7, "A size.")); }
                public Provider create(ProviderContext context) {
                    context.meters().gauge("level", () -> 1.5);
                    context.meters().count("start", "ok");
                    context.tasks().schedule("later", Duration.ofHours(1), () -> {});
                    context.tasks().start("now", () -> LOCAL.get().hashCode());
                    LOGGER.log(System.Logger.Level.DEBUG, "made");
                    return new Provider() {
                        public List<Model> models() { return List.of(Model.builder("m").build()); }
                        public Reply send(ProviderRequest request) {
                            LOCAL.get();
                            if (!request.streaming()) {
                                throw new IllegalStateException("with a stack of this class");
                            }
                            try (InputStream text = Factory.class.getResourceAsStream("Factory.class")) {
                                text.readAllBytes();
                            } catch (java.io.IOException e) {
                                throw new IllegalStateException(e);
                            }
                            Iterator<String> words = List.of("a", "b").iterator();
                            return new Reply.Streaming(Headers.empty(), new EventStream() {
                                public ServerSentEvent next() {
                                    return words.hasNext() ? ServerSentEvent.of(words.next().getBytes()) : null;
                                }
                                public void close() {}
                            });
                        }
                        public void close() {}
                    };
                }
            }
            """;

    @TempDir
    private Path work;

    @Test
    void letsEveryLoaderGoFiftyTimesOver() throws Exception {
        Path folder = Files.createDirectory(work.resolve("providers"));
        byte[] jar = Files.readAllBytes(new ProviderJars(work)
                .compile(
                        work.resolve("busy.jar"),
                        Map.of("module-info", ProviderJars.descriptor("busy", ""), "busy.Factory", BUSY)));
        Set<Path> otherCopies = JarCopies.present();
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        DropIns dropIns = DropIns.of(work);
        try (ProviderRegistry registry = ProviderRegistry.start(plan(dropIns.load()), TestEnvironment.environment())) {
            for (int time = 0; time < TIMES; time++) {
                Files.write(folder.resolve("busy.jar"), jar);
                WeakReference<ClassLoader> loader = reload(dropIns, registry);
                assertThat(loaders).noneMatch(each -> loader.refersTo(each.get()));
                loaders.add(loader);
                use(registry.find("busy").orElseThrow());
            }
            Files.delete(folder.resolve("busy.jar"));
            reload(dropIns, registry);

            Patience.until("all loaders are collected", () -> {
                System.gc();
                return loaders.stream().allMatch(each -> each.get() == null);
            });
            Patience.until("all copies are deleted", () -> otherCopies.containsAll(JarCopies.present()));
            Patience.until("no JAR is open", () -> openFiles().stream().noneMatch(file -> file.contains("busy.jar")));
        }
        assertThat(loaders).hasSize(TIMES);
    }

    private static WeakReference<ClassLoader> reload(DropIns dropIns, ProviderRegistry registry) {
        ProviderFactories factories = dropIns.load();
        ProviderPlan plan = plan(factories);
        try (ProviderChange change = registry.prepare(plan, factories)) {
            change.commit();
        }
        assertThat(registry.problems()).isEmpty();
        return new WeakReference<>(plan.providers().stream()
                .map(planned -> planned.found().loader())
                .findFirst()
                .orElse(null));
    }

    private static void use(ProviderHandle handle) {
        assertThat(handle.models()).hasSize(1);
        assertThat(handle.readinessProblem()).isEmpty();
        assertThatThrownBy(() -> handle.send(REQUEST)).hasMessageContaining("failed unexpectedly");
        ProviderRequest streamed = ProviderRequest.builder(Dialect.CHAT_COMPLETIONS, "m", new byte[0])
                .streaming(true)
                .build();
        try (Reply.Streaming reply = (Reply.Streaming) handle.send(streamed)) {
            int count = 0;
            while (reply.events().next() != null) {
                count++;
            }
            assertThat(count).isEqualTo(2);
        }
    }

    private static ProviderPlan plan(ProviderFactories factories) {
        return factories.plan(TestEnvironment.config(Map.of()));
    }

    /** What this process has open; nothing where the system does not tell. */
    private static List<String> openFiles() {
        Path links = Path.of("/proc/self/fd");
        if (!Files.isDirectory(links)) {
            return List.of();
        }
        try (Stream<Path> open = Files.list(links)) {
            return open.map(UnloadingTest::target).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            // Closed meanwhile.
            return "";
        }
    }
}
