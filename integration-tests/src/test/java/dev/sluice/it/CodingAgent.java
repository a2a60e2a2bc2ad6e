package dev.sluice.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The coding agents from npm, each run in a home folder that holds nothing else.
 *
 * @param home the home folder
 * @param path where its programs are found
 */
record CodingAgent(Path home, String path) {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** Installs the agents, unless they are there, and makes a home folder for one. */
    static CodingAgent in(Path home) {
        Path modules = NodeTools.install("agents").resolve("node_modules");
        try {
            Path programs = Files.createDirectories(home.resolve("programs"));
            Files.createDirectories(home.resolve("tmp"));
            Path node = NodeTools.node();
            if (node.isAbsolute()) {
                script(programs.resolve("node"), node.toString());
            }
            // What these two put in place of a stub by a script, had scripts been allowed to run.
            script(programs.resolve("claude"), "node " + modules.resolve("@anthropic-ai/claude-code/cli-wrapper.cjs"));
            script(programs.resolve("opencode"), openCode(modules).toString());
            String system = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
            return new CodingAgent(
                    home, String.join(File.pathSeparator, programs.toString(), modules + "/.bin", system));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path openCode(Path modules) throws IOException {
        try (Stream<Path> all = Files.list(modules)) {
            return all.filter(folder -> folder.getFileName().toString().startsWith("opencode-linux-"))
                    .map(folder -> folder.resolve("bin/opencode"))
                    // The longest is the one for old processors too.
                    .max((one, other) ->
                            one.toString().length() - other.toString().length())
                    .orElseThrow(() -> new IOException("npm has installed no opencode for this machine"));
        }
    }

    private static void script(Path file, String command) throws IOException {
        Files.writeString(file, "#!/bin/sh\nexec " + command + " \"$@\"\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made executable");
        }
    }

    /** Where it works. */
    Path work() throws IOException {
        return Files.createDirectories(home.resolve("work"));
    }

    /** Puts a file into the home folder. */
    void put(String file, String text) throws IOException {
        Path target = home.resolve(file);
        Files.createDirectories(target.getParent());
        Files.writeString(target, text);
    }

    /** Runs {@code connect.sh} for it. */
    CommandLine.Outcome connect(List<String> options) throws IOException {
        List<String> words = Stream.concat(
                        Stream.of(Path.of(System.getProperty("sluice.root"), "connect.sh")
                                .toString()),
                        options.stream())
                .toList();
        return new CommandLine(words, work(), environment(Map.of())).run(PATIENCE);
    }

    /** Runs commands as a person types them. */
    CommandLine.Outcome type(String commands, Map<String, String> more) throws IOException {
        return new CommandLine(List.of("bash", "-ec", commands), work(), environment(more)).run(PATIENCE);
    }

    private Map<String, String> environment(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.put("PATH", path);
        all.put("HOME", home.toString());
        all.put("SLUICE_HOME", home.toString());
        all.put("TMPDIR", home.resolve("tmp").toString());
        all.put("XDG_CONFIG_HOME", home.resolve(".config").toString());
        all.put("XDG_DATA_HOME", home.resolve(".local/share").toString());
        all.put("XDG_STATE_HOME", home.resolve(".local/state").toString());
        all.put("XDG_CACHE_HOME", home.resolve(".cache").toString());
        all.put("LANG", "C.UTF-8");
        all.put("TERM", "dumb");
        return all;
    }
}
