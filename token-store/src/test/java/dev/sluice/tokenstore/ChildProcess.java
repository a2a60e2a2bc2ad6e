package dev.sluice.tokenstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.SecretStore;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A {@link ChildProgram} that runs in a light virtual machine of its own. */
final class ChildProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private ChildProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(UTF_8);
    }

    static ChildProcess start(String... arguments) throws IOException {
        return launch(List.of(), arguments);
    }

    /** Starts it so that it can write no file beyond a size, as on a disk that is full. */
    static ChildProcess startWithFilesUpTo(int kilobytes, String... arguments) throws IOException {
        return launch(
                List.of("bash", "-c", "ulimit -f " + kilobytes + " && trap '' XFSZ && exec \"$0\" \"$@\""), arguments);
    }

    private static ChildProcess launch(List<String> prefix, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xint", "-XX:+UseSerialGC", "-Xmx64m", "-XX:-UsePerfData"));
        command.addAll(List.of("-cp", classPath(), ChildProgram.class.getName()));
        command.addAll(List.of(arguments));
        return new ChildProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    String line() throws IOException {
        return String.valueOf(output.readLine());
    }

    /** Kills it as {@code kill -9} does, after a time in which it goes on; it must not have ended by itself. */
    void killAfter(long millis) throws InterruptedException {
        assertThat(process.waitFor(millis, TimeUnit.MILLISECONDS)).isFalse();
        kill();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The folders or archives of the code under test, of its tests and of the SPI. */
    private static String classPath() {
        return Stream.of(FileSecretStore.class, ChildProgram.class, SecretStore.class)
                .map(ChildProcess::location)
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
