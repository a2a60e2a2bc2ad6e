package dev.sluice.it;

import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code restart_server.sh} as a person runs it, in a checkout and with a home folder whose paths have blanks. */
final class RestartScript implements AutoCloseable {
    private static final String BUILT = "distribution/target/sluice";

    private final Path root;
    private final Path home;
    private final int port;
    private final Map<String, String> environment = new HashMap<>();

    RestartScript(Path folder) throws IOException {
        this.root = checkout(folder.resolve("a checkout"));
        this.home = folder.resolve("my home's folder");
        this.port = freePort();
        environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("HOME", folder.toString());
        environment.put("SLUICE_HOME", home.toString());
    }

    /**
     * What a run came to.
     *
     * @param status the exit status
     * @param output both streams
     */
    record Result(int status, String output) {
        List<String> lines() {
            return output.lines().filter(line -> !line.isBlank()).toList();
        }
    }

    Path home() {
        return home;
    }

    Path root() {
        return root;
    }

    int port() {
        return port;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Sets a variable of the environment. */
    RestartScript with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    RestartScript without(String name) {
        environment.remove(name);
        return this;
    }

    /** Lets the gateway's GitHub be the simulator. */
    RestartScript with(CopilotSimulator simulator) {
        return with("COPILOT_GITHUB_URL", simulator.githubUrl().toString())
                .with("COPILOT_GITHUB_API_URL", simulator.githubApiUrl().toString());
    }

    /** Runs the script on this script's port and waits for its end. */
    Result run(String... options) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("-p", Integer.toString(port)));
        all.addAll(List.of(options));
        return runWith(all.toArray(String[]::new));
    }

    /** Runs the script with these options and no others. */
    Result runWith(String... options) throws IOException, InterruptedException {
        Process process = launch(options);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the script does not end: " + output);
        }
        return new Result(process.exitValue(), output);
    }

    Process launch(String... options) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(root.resolve("restart_server.sh").toString()));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.directory(root.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** The process that {@code server.pid} names. */
    ProcessHandle running() throws IOException {
        return running(home.resolve("server.pid"));
    }

    static ProcessHandle running(Path pidFile) throws IOException {
        return ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()))
                .orElseThrow(() -> new IllegalStateException(pidFile + " names no process"));
    }

    String log() throws IOException {
        return Files.readString(home.resolve("logs/server.log"));
    }

    /** Ends every gateway of the home folder. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(root.resolve(BUILT));
        String mark = "-Dsluice.home=" + home;
        ProcessHandle.allProcesses()
                .filter(process -> Stream.of(process.info().arguments().orElse(new String[0]))
                        .anyMatch(argument -> argument.startsWith(mark)))
                .forEach(ProcessHandle::destroyForcibly);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** What the script needs of a checkout that has been built. */
    private static Path checkout(Path copy) throws IOException {
        Path original = Path.of(System.getProperty("sluice.root"));
        Files.createDirectories(copy.resolve("scripts"));
        Files.createDirectories(copy.resolve("distribution/target"));
        for (String file : List.of("restart_server.sh", "scripts/jdk.sh")) {
            Files.copy(original.resolve(file), copy.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
        Files.createSymbolicLink(copy.resolve(BUILT), Path.of(System.getProperty("sluice.distribution")));
        return copy;
    }
}
