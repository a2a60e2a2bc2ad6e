package dev.sluice.tokenstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DotEnvFileTest {
    @TempDir
    private Path home;

    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    private Path path;
    private DotEnvFile file;

    @BeforeEach
    void nameTheFile() {
        path = home.resolve(".env");
        file = new DotEnvFile(path, warnings::add);
    }

    @Test
    void isEmptyWhereThereIsNoFile() {
        assertThat(file.current().values()).isEmpty();
        assertThat(warnings).isEmpty();
    }

    @Test
    void createsTheFileForItsOwnerAlone() throws IOException {
        file.set("A", "x");

        assertThat(path).hasContent("A=x\n");
        assertThat(Modes.of(path)).isEqualTo("rw-------");
        assertThat(file.current().value("A")).contains("x");
    }

    @Test
    void seesWhatOthersDoAtOnce() throws IOException {
        Files.writeString(path, "A=1");
        assertThat(file.current().value("A")).contains("1");

        Files.writeString(path, "A=2");
        assertThat(file.current().value("A")).contains("2");

        Files.writeString(home.resolve("new"), "A=3");
        Files.move(home.resolve("new"), path, StandardCopyOption.REPLACE_EXISTING);
        assertThat(file.current().value("A")).contains("3");

        Files.delete(path);
        assertThat(file.current().values()).isEmpty();
    }

    @Test
    void isTheSameValueWhileTheFileIsUnchanged() throws IOException {
        Files.writeString(path, "A=1");
        Modes.set(path, "rw-------");
        DotEnv fresh = file.current();
        assertThat(file.current()).isSameAs(fresh);

        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofMinutes(1))));
        assertThat(file.current()).isSameAs(fresh);
        assertThat(file.current()).isSameAs(fresh);
    }

    @Test
    void keepsTheRestOfTheFile() throws IOException {
        Files.writeString(path, "# mine\r\nexport A = 'old' # why\r\nB=\"x\"");

        file.set("A", "new");

        assertThat(Files.readString(path)).isEqualTo("# mine\r\nexport A = 'new' # why\r\nB=\"x\"");
    }

    @Test
    void makesItsChangeAnewWhenAnEditorSavesMeanwhile() throws IOException {
        Files.writeString(path, "A=old\n");
        AtomicInteger attempts = new AtomicInteger();

        file.update(read -> {
            if (attempts.getAndIncrement() == 0) {
                saveInEditor("A=old\nEDITED=yes\n");
            }
            return read.with("A", "new");
        });

        assertThat(attempts).hasValue(2);
        assertThat(path).hasContent("A=new\nEDITED=yes\n");
    }

    @Test
    void givesUpWhenTheFileNeverComesToRest() {
        AtomicInteger attempts = new AtomicInteger();

        assertThatIOException()
                .isThrownBy(() -> file.update(read -> {
                    saveInEditor("B=" + attempts.incrementAndGet());
                    return read.with("A", "new");
                }))
                .withMessageContaining("keeps changing it");
    }

    @Test
    void narrowsAnExistingFileWithOneWarningAndLeavesTheFolder() throws IOException {
        Files.writeString(path, "A=synthetic-secret");
        Modes.set(path, "rw-r--r--");
        Modes.set(home, "rwxr-xr-x");

        assertThat(file.current().value("A")).contains("synthetic-secret");
        assertThat(file.current().value("A")).contains("synthetic-secret");

        assertThat(Modes.of(path)).isEqualTo("rw-------");
        assertThat(Modes.of(home)).isEqualTo("rwxr-xr-x");
        assertThat(warnings).hasSize(1);
        assertThat(warnings.getFirst()).contains(path.toString(), "rw-r--r--").doesNotContain("synthetic");
    }

    @Test
    void goesOnWithTheLastStateWhileTheFileCannotBeRead() throws IOException {
        Files.writeString(path, "A=1");
        assertThat(file.current().value("A")).contains("1");

        Files.delete(path);
        Files.createDirectory(path);
        assertThat(file.current().value("A")).contains("1");
        assertThat(file.current().value("A")).contains("1");
        assertThat(warnings.stream().filter(warning -> warning.contains("cannot read")))
                .hasSize(1);

        Files.delete(path);
        Files.writeString(path, "A=2");
        assertThat(file.current().value("A")).contains("2");
    }

    @Test
    void writesThroughALinkAndKeepsIt() throws IOException {
        Path real = Files.writeString(home.resolve("real.env"), "A=old");
        Files.createSymbolicLink(path, real);

        file.set("A", "new");

        assertThat(path).isSymbolicLink();
        assertThat(real).hasContent("A=new");
        assertThat(file.current().value("A")).contains("new");
    }

    @Test
    void refusesWhatTheFormatCannotExpress() throws IOException {
        Files.writeString(path, "A=old");

        assertThatIllegalArgumentException().isThrownBy(() -> file.set("A", "'\"`#"));

        assertThat(path).hasContent("A=old");
    }

    @Test
    void losesNoChangeOfManyThreads() throws Exception {
        List<Future<?>> changes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 20; thread++) {
                String key = "KEY_" + thread;
                DotEnvFile own = thread % 2 == 0 ? file : new DotEnvFile(path, warnings::add);
                changes.add(threads.submit(() -> {
                    own.set(key, "x");
                    return key;
                }));
            }
        }
        for (Future<?> change : changes) {
            change.get();
        }
        assertThat(file.current().values()).hasSize(20);
    }

    @Test
    void writesForACallerThatWasInterrupted() throws IOException {
        Thread.currentThread().interrupt();

        file.set("A", "x");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(path).hasContent("A=x\n");
    }

    private void saveInEditor(String text) {
        try {
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
