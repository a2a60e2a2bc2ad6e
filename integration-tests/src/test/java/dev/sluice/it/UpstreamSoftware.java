package dev.sluice.it;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Software of others that speaks OpenAI's API, installed below {@code target/} and run on a port of its own. Where it
 * cannot be had the test is skipped with the reason; with {@code REQUIRE_UPSTREAM_SOFTWARE=true} it fails.
 */
final class UpstreamSoftware implements AutoCloseable {
    private static final Path FOLDER = Path.of("target", "upstream-software").toAbsolutePath();
    private static final Duration INSTALLING = Duration.ofMinutes(20);
    private static final Duration STARTING = Duration.ofMinutes(4);

    private final Process process;
    private final int port;

    private UpstreamSoftware(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Installs packages from PyPI with all they need. Returns the folder of their programs. */
    static Path fromPyPi(String name, String... requirements) throws Exception {
        Path folder = FOLDER.resolve(name);
        if (!Files.exists(folder.resolve("installed"))) {
            install(FOLDER, "python3", "-m", "venv", folder.toString());
            List<String> pip = new ArrayList<>(List.of(
                    folder.resolve("bin/pip").toString(),
                    "install",
                    "--quiet",
                    "--no-compile",
                    "--disable-pip-version-check"));
            pip.addAll(List.of(requirements));
            install(folder, pip.toArray(String[]::new));
            Files.createFile(folder.resolve("installed"));
        }
        return folder.resolve("bin");
    }

    /** Installs a package from npm with all it needs. Returns the package's own folder. */
    static Path fromNpm(String name, String version) throws Exception {
        Path folder = FOLDER.resolve(name.replace('/', '-').replace("@", ""));
        if (!Files.exists(folder.resolve("installed"))) {
            install(
                    FOLDER,
                    "npm",
                    "install",
                    "--prefix",
                    folder.toString(),
                    "--no-audit",
                    "--no-fund",
                    "--ignore-scripts",
                    name + "@" + version);
            Files.createFile(folder.resolve("installed"));
        }
        return folder.resolve("node_modules").resolve(name);
    }

    private static void install(Path folder, String... command) throws Exception {
        Files.createDirectories(folder);
        Path log = FOLDER.resolve("install.log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            if (!process.waitFor(INSTALLING.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                cannotBeHad(String.join(" ", command) + " takes too long");
            }
            if (process.exitValue() != 0) {
                cannotBeHad(String.join(" ", command) + " failed, see " + log);
            }
        } catch (IOException notThere) {
            cannotBeHad(notThere.getMessage());
        }
    }

    private static void cannotBeHad(String why) {
        if ("true".equals(System.getenv("REQUIRE_UPSTREAM_SOFTWARE"))) {
            fail("REQUIRE_UPSTREAM_SOFTWARE is set, but " + why);
        }
        abort("SKIPPED: the upstream's software cannot be had here: " + why);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Starts a program and waits until it answers. */
    static UpstreamSoftware start(int port, Path home, Map<String, String> environment, Object... command)
            throws Exception {
        List<String> words = new ArrayList<>();
        for (Object word : command) {
            words.add(word.toString());
        }
        Path log = home.resolve(port + ".log");
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        String path = builder.environment().getOrDefault("PATH", "/usr/bin:/bin");
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", path, "HOME", home.toString()));
        builder.environment().putAll(environment);
        UpstreamSoftware software = new UpstreamSoftware(builder.start(), port);
        try {
            software.awaitAnswer(log);
        } catch (Exception | AssertionError e) {
            software.close();
            throw e;
        }
        return software;
    }

    private void awaitAnswer(Path log) throws Exception {
        long start = System.nanoTime();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(url().resolve("/v1/models"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            while (true) {
                try {
                    http.send(request, BodyHandlers.discarding());
                    return;
                } catch (IOException notYet) {
                    if (!process.isAlive() || System.nanoTime() - start > STARTING.toNanos()) {
                        throw new AssertionError("it does not answer:\n" + Files.readString(log), notYet);
                    }
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
                }
            }
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
