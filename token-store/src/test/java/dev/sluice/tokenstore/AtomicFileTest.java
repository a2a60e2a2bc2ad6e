package dev.sluice.tokenstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {
    private static final byte[] OLD = "old".getBytes(UTF_8);
    private static final byte[] NEW = "new".getBytes(UTF_8);

    @TempDir
    private Path home;

    @Test
    void createsTheFileAndItsFolderForTheirOwnerAlone() throws IOException {
        Path file = home.resolve("deep/folder/file");

        new AtomicFile(file).replace(NEW);

        assertThat(file).hasBinaryContent(NEW);
        assertThat(Modes.of(file)).isEqualTo("rw-------");
        assertThat(Modes.of(home.resolve("deep"))).isEqualTo("rwx------");
        assertThat(Modes.of(home.resolve("deep/folder"))).isEqualTo("rwx------");
    }

    @Test
    void replacesAFileThatIsOpenToOthersByOneThatIsNot() throws IOException {
        Path file = Files.write(home.resolve("file"), OLD);
        Modes.set(file, "rw-rw-rw-");

        new AtomicFile(file).replace(NEW);

        assertThat(file).hasBinaryContent(NEW);
        assertThat(Modes.of(file)).isEqualTo("rw-------");
        assertThat(names()).containsExactly("file");
    }

    @Test
    void isItsOwnersAloneBeforeItIsInPlace() throws IOException {
        Path file = home.resolve(".env");

        new AtomicFile(file).replace(NEW, () -> {
            Path temporary = home.resolve(names().getFirst());
            assertThat(temporary).hasBinaryContent(NEW);
            assertThat(Modes.of(temporary)).isEqualTo("rw-------");
            return true;
        });

        assertThat(names()).containsExactly(".env");
    }

    @Test
    void leavesTheOldFileAndNothingElseWhenTheCheckFails() throws IOException {
        Path file = Files.write(home.resolve("file"), OLD);
        AtomicFile atomic = new AtomicFile(file);

        assertThat(atomic.replace(NEW, () -> false)).isFalse();
        assertThatIOException()
                .isThrownBy(() -> atomic.replace(NEW, () -> {
                    throw new IOException("check");
                }));

        assertThat(file).hasBinaryContent(OLD);
        assertThat(names()).containsExactly("file");
    }

    @Test
    void leavesNothingBehindWhenAFolderIsInTheWay() throws IOException {
        Files.createDirectory(home.resolve("file"));

        assertThatIOException().isThrownBy(() -> new AtomicFile(home.resolve("file")).replace(NEW));

        assertThat(names()).containsExactly("file");
    }

    @Test
    void writesThroughSymbolicLinksAndKeepsThem() throws IOException {
        Path target =
                Files.write(Files.createDirectory(home.resolve("elsewhere")).resolve("real"), OLD);
        Path first = Files.createSymbolicLink(home.resolve("first"), Path.of("elsewhere/second"));
        Path second = Files.createSymbolicLink(home.resolve("elsewhere/second"), target);

        new AtomicFile(first).replace(NEW);

        assertThat(first).isSymbolicLink();
        assertThat(second).isSymbolicLink();
        assertThat(target).hasBinaryContent(NEW);
    }

    @Test
    void createsWhatADanglingLinkPointsTo() throws IOException {
        Path link = Files.createSymbolicLink(home.resolve("link"), Path.of("missing"));

        new AtomicFile(link).replace(NEW);

        assertThat(link).isSymbolicLink();
        assertThat(home.resolve("missing")).hasBinaryContent(NEW);
    }

    @Test
    void refusesLinksThatGoInCircles() throws IOException {
        Path link = Files.createSymbolicLink(home.resolve("link"), Path.of("link"));

        assertThatIOException()
                .isThrownBy(() -> new AtomicFile(link).replace(NEW))
                .isInstanceOf(FileSystemLoopException.class);
    }

    @Test
    void removesWhatACrashLeftLongAgoAndNothingElse() throws IOException {
        String stale = ".file.sluice-01234567-89ab-cdef-0123-456789abcdef.tmp";
        List<String> others =
                List.of(".other.sluice-01234567-89ab-cdef-0123-456789abcdef.tmp", ".file.tmp", ".file.sluice-mine.tmp");
        for (String name : Stream.concat(Stream.of(stale), others.stream()).toList()) {
            age(Files.write(home.resolve(name), OLD));
        }
        String fresh = ".file.sluice-11234567-89ab-cdef-0123-456789abcdef.tmp";
        Files.write(home.resolve(fresh), OLD);

        new AtomicFile(home.resolve("file")).replace(NEW);

        assertThat(names()).containsAll(others).contains("file", fresh).doesNotContain(stale);
    }

    @Test
    void writesEvenWhenItsThreadHasBeenInterrupted() throws IOException {
        Path file = home.resolve("file");
        Thread.currentThread().interrupt();

        new AtomicFile(file).replace(NEW);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(file).hasBinaryContent(NEW);
    }

    private static void age(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofMinutes(61))));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
