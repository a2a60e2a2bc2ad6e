package dev.sluice.tokenstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whenever a writer is killed, the file has its old content or the new one. */
final class KilledWriterTest {
    /** So many writes have to have been cut off; each kill costs the start of a virtual machine. */
    private static final int CUT_OFF = 40;

    private static final int MOST_KILLS = 3_000;
    private static final String FILLER = "# a comment that must survive\n".repeat(50);

    @TempDir
    private Path homes;

    private final Random random = new Random();

    @Test
    void leavesAnOldOrANewFileHoweverOftenItIsKilled() throws Exception {
        // Two homes by turns, so that the next writer starts while the last one is killed and checked.
        List<Path> two = List.of(prepare("first"), prepare("second"));
        Queue<ChildProcess> running = new ArrayDeque<>();
        // By home, counted while no writer runs in it: a running one has such files as well.
        long[] cutOff = new long[2];
        try {
            running.add(writer(two.get(0)));
            for (int kill = 0; kill < MOST_KILLS && LongStream.of(cutOff).sum() < CUT_OFF; kill++) {
                running.add(writer(two.get((kill + 1) % 2)));
                try (ChildProcess next = running.remove()) {
                    assertThat(next.line()).isEqualTo(ChildProgram.READY);
                    next.killAfter(random.nextInt(15));
                    check(two.get(kill % 2));
                    cutOff[kill % 2] = temporaryFiles(two.get(kill % 2));
                }
            }
        } finally {
            for (ChildProcess each : running) {
                each.kill();
            }
        }
        assertThat(LongStream.of(cutOff).sum()).as("writes that a kill cut off").isGreaterThanOrEqualTo(CUT_OFF);
        canBeWrittenAndTidied(two.get(0));
    }

    private Path prepare(String name) throws IOException {
        Path home = Files.createDirectory(homes.resolve(name));
        Files.write(home.resolve(".env"), env(true));
        Modes.set(home.resolve(".env"), "rw-------");
        for (String entry : ChildProgram.ENTRIES) {
            ChildProgram.cache(home).write(entry, ChildProgram.entry(true));
        }
        return home;
    }

    private static ChildProcess writer(Path home) throws IOException {
        return ChildProcess.start("write-for-ever", home.toString());
    }

    private static byte[] env(boolean old) {
        return (FILLER + ChildProgram.KEY + "='" + ChildProgram.secret(old) + "' # mine\r\nOTHER=x").getBytes(UTF_8);
    }

    private static void check(Path home) throws IOException {
        assertOneOf(home.resolve(".env"), env(true), env(false));
        for (String name : ChildProgram.ENTRIES) {
            assertOneOf(home.resolve(".cache").resolve(name), ChildProgram.entry(true), ChildProgram.entry(false));
        }
    }

    private static void assertOneOf(Path file, byte[] old, byte[] other) throws IOException {
        byte[] found = Files.readAllBytes(file);
        assertThat(Arrays.equals(found, old) || Arrays.equals(found, other))
                .as("%s is whole (%d bytes)", file, found.length)
                .isTrue();
        assertThat(Modes.of(file)).isEqualTo("rw-------");
    }

    private static void canBeWrittenAndTidied(Path home) throws IOException {
        for (Path folder : List.of(home, home.resolve(".cache"))) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(KilledWriterTest::isTemporary).toList()) {
                    assertThat(Modes.of(file)).isEqualTo("rw-------");
                    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
                }
            }
        }
        ChildProgram.secrets(home).put(ChildProgram.KEY, Secret.of("last"));
        for (String name : ChildProgram.ENTRIES) {
            ChildProgram.cache(home).write(name, "last".getBytes(UTF_8));
        }
        assertThat(ChildProgram.secrets(home).get(ChildProgram.KEY)).contains(Secret.of("last"));
        assertThat(temporaryFiles(home)).isZero();
    }

    private static long temporaryFiles(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home);
                Stream<Path> cached = Files.list(home.resolve(".cache"))) {
            return Stream.concat(files, cached)
                    .filter(KilledWriterTest::isTemporary)
                    .count();
        }
    }

    private static boolean isTemporary(Path file) {
        return file.getFileName().toString().endsWith(".tmp");
    }
}
