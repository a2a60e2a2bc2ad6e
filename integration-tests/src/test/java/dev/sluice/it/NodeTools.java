package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Node and what npm installs: a folder below {@code src/test/node} with a lock file for each set of packages. */
final class NodeTools {
    /** What the newest SDKs ask for. */
    static final int OLDEST_NODE = 22;

    private static final Path FOLDERS =
            Path.of(System.getProperty("sluice.root", ".."), "integration-tests", "src", "test", "node");
    private static final Pattern MAJOR = Pattern.compile("v(\\d+)\\..*");
    private static final Duration A_MOMENT = Duration.ofSeconds(30);
    private static final Duration TO_INSTALL = Duration.ofMinutes(9);

    private NodeTools() {}

    /** Why nothing can be installed here, if so. */
    static Optional<String> obstacle() {
        CommandLine.Outcome npm = CommandLine.run(A_MOMENT, "npm", "--version");
        return npm.status() == 0 ? Optional.empty() : Optional.of("no npm: " + npm.lastLine());
    }

    /** The system's Node, or where that is too old, one from npm. */
    static Path node() {
        CommandLine.Outcome version = CommandLine.run(A_MOMENT, "node", "--version");
        Matcher major = MAJOR.matcher(version.output().strip());
        if (version.status() == 0 && major.matches() && Integer.parseInt(major.group(1)) >= OLDEST_NODE) {
            return Path.of("node");
        }
        boolean arm = "aarch64".equals(System.getProperty("os.arch"));
        Path node = install("runtime")
                .resolve("node_modules/node-linux-" + (arm ? "arm64" : "x64"))
                .resolve("bin/node");
        assertThat(node)
                .as("Node %s is too old, and npm has none for this machine", version.lastLine())
                .isExecutable();
        return node;
    }

    /**
     * Installs exactly what a folder's lock file says, unless that is there already. Nothing that is installed gets to
     * run a script.
     *
     * @return the folder, with {@code node_modules} in it
     */
    static Path install(String name) {
        Path folder = FOLDERS.resolve(name).toAbsolutePath().normalize();
        Path installed = folder.resolve("node_modules/.installed-lock.json");
        Path lock = folder.resolve("package-lock.json");
        try {
            if (Files.exists(installed) && Files.mismatch(lock, installed) < 0) {
                return folder;
            }
            CommandLine.Outcome npm = CommandLine.of(
                            "npm",
                            "ci",
                            "--ignore-scripts",
                            "--prefer-offline",
                            "--no-audit",
                            "--no-fund",
                            "--loglevel=error")
                    .in(folder)
                    .run(TO_INSTALL);
            assertThat(npm.status()).as(npm.output()).isZero();
            Files.copy(lock, installed);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
