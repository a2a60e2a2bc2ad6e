package dev.sluice.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.json.JsonDocument;
import dev.sluice.provider.Dialect;
import jakarta.json.Json;
import jakarta.json.spi.JsonProvider;
import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LongConversationTest {
    /** What may be used beyond the rest, which a JVM that has loaded all of it does within 8 MB. */
    private static final String HEAP = "-Xmx" + (8 + 64) + "m";

    @Test
    void megabyteIsBridgedWithin64MegabytesOfHeap() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        HEAP,
                        "-cp",
                        classPath(),
                        LongConversation.class.getName())
                .redirectErrorStream(true)
                .start();

        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output.strip()).isEqualTo("36 bridged");
    }

    private static String classPath() {
        Class<?> provider = JsonProvider.provider().getClass();
        return Stream.of(
                        Bridges.class,
                        LongConversation.class,
                        Dialect.class,
                        JsonDocument.class,
                        Json.class,
                        provider,
                        com.knuddels.jtokkit.Encodings.class)
                .map(LongConversationTest::location)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String location(Class<?> type) {
        String name = "/" + type.getName().replace('.', '/') + ".class";
        URL url = type.getResource(name);
        assertThat(url).isNotNull();
        try {
            if (url.openConnection() instanceof JarURLConnection archive) {
                return Path.of(archive.getJarFileURL().toURI()).toString();
            }
            String place = url.toString();
            return Path.of(URI.create(place.substring(0, place.length() - name.length() + 1)))
                    .toString();
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
