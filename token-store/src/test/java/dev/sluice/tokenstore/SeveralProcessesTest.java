package dev.sluice.tokenstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class SeveralProcessesTest {
    @TempDir
    private Path home;

    @Test
    void loseNoneOfEachOthersKeys() throws Exception {
        try (ChildProcess first = ChildProcess.start("set-keys", home.toString(), "FIRST_");
                ChildProcess second = ChildProcess.start("set-keys", home.toString(), "SECOND_")) {
            assertThat(first.exitCode()).isZero();
            assertThat(second.exitCode()).isZero();
        }
        assertThat(new DotEnvFile(home.resolve(".env")).current().values()).hasSize(100);
    }

    @Test
    void takeTurnsAtALockUntilItsHolderIsKilled() throws Exception {
        FolderCacheStore cache = ChildProgram.cache(home);
        try (ChildProcess holder = ChildProcess.start("hold-lock", home.toString())) {
            assertThat(holder.line()).isEqualTo(ChildProgram.READY);
            assertThat(cache.lock("sign-in", Duration.ofMillis(50))).isEmpty();

            holder.kill();

            cache.lock("sign-in", Duration.ofSeconds(30)).orElseThrow().close();
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a file's size is limited by a shell's ulimit")
    void keepTheOldFileAndTheNewSecretWhenTheDiskTakesOnlyHalfOfIt() throws Exception {
        Path env = Files.writeString(home.resolve(".env"), "# mine\n" + ChildProgram.KEY + "=old\n");
        Modes.set(env, "rw-------");
        byte[] before = Files.readAllBytes(env);

        try (ChildProcess child = ChildProcess.startWithFilesUpTo(16, "put-once", home.toString())) {
            assertThat(child.line()).contains("cannot write " + env, "in memory only");
            assertThat(child.line()).isEqualTo("kept 100000");
            assertThat(child.exitCode()).isZero();
        }

        assertThat(env).hasBinaryContent(before);
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(".env", ".cache");
        }
        assertThat(new String(before, UTF_8)).contains("=old");
    }
}
