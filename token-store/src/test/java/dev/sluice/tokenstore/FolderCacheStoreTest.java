package dev.sluice.tokenstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FolderCacheStoreTest {
    private static final String NAME = "githubcopilot-token.json";
    private static final byte[] OLD = "{\"token\": 1}".getBytes(UTF_8);
    private static final byte[] NEW = "{\"token\": 2}".getBytes(UTF_8);

    @TempDir
    private Path home;

    private final List<String> warnings = new ArrayList<>();
    private Path folder;
    private FolderCacheStore store;

    @BeforeEach
    void nameTheFolder() {
        folder = home.resolve(".cache");
        store = new FolderCacheStore(folder, warnings::add);
    }

    @Test
    void hasNothingAndCreatesNothingAtFirst() throws IOException {
        assertThat(store.read(NAME)).isEmpty();
        store.delete(NAME);

        assertThat(folder).doesNotExist();
    }

    @Test
    void readsWhatItWrote() throws IOException {
        store.write(NAME, OLD);
        assertThat(store.read(NAME)).contains(OLD);

        store.write(NAME, NEW);
        assertThat(store.read(NAME)).contains(NEW);
        assertThat(Modes.of(folder)).isEqualTo("rwx------");
        assertThat(Modes.of(folder.resolve(NAME))).isEqualTo("rw-------");
        assertThat(warnings).isEmpty();
    }

    @Test
    void givesTheSameArrayWhileTheFileIsUnchanged() throws IOException {
        store.write(NAME, OLD);
        byte[] first = store.read(NAME).orElseThrow();
        assertThat(store.read(NAME).orElseThrow()).isSameAs(first);

        Files.setLastModifiedTime(
                folder.resolve(NAME), FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        assertThat(store.read(NAME).orElseThrow()).isSameAs(first);
        assertThat(store.read(NAME).orElseThrow()).isSameAs(first);
    }

    @Test
    void doesNotReadAFileAgainThatHasLongBeenAsItIs() throws IOException {
        store.write(NAME, OLD);
        FileTime hourAgo = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
        Files.setLastModifiedTime(folder.resolve(NAME), hourAgo);
        byte[] first = store.read(NAME).orElseThrow();

        // Nobody changes a file so: it shows that only the file's state is looked at.
        Files.write(folder.resolve(NAME), NEW);
        Files.setLastModifiedTime(folder.resolve(NAME), hourAgo);

        assertThat(store.read(NAME).orElseThrow()).isSameAs(first);
    }

    @Test
    void seesWhatOthersDoAtOnce() throws IOException {
        store.write(NAME, OLD);
        assertThat(store.read(NAME)).contains(OLD);

        Files.write(folder.resolve(NAME), NEW);
        assertThat(store.read(NAME)).contains(NEW);

        Files.delete(folder.resolve(NAME));
        assertThat(store.read(NAME)).isEmpty();

        Files.delete(folder);
        assertThat(store.read(NAME)).isEmpty();
        store.write(NAME, NEW);
        assertThat(new FolderCacheStore(folder).read(NAME)).contains(NEW);
    }

    @Test
    void deletesAnEntry() throws IOException {
        store.write(NAME, OLD);

        store.delete(NAME);

        assertThat(store.read(NAME)).isEmpty();
        assertThat(folder.resolve(NAME)).doesNotExist();
    }

    @Test
    void narrowsAnExistingFolderAndFileWithOneWarningEach() throws IOException {
        Files.createDirectory(folder);
        Modes.set(folder, "rwxr-xr-x");
        Files.write(folder.resolve(NAME), OLD);
        Modes.set(folder.resolve(NAME), "rw-r--r--");

        FolderCacheStore taken = new FolderCacheStore(folder, warnings::add);
        assertThat(taken.read(NAME)).contains(OLD);
        assertThat(taken.read(NAME)).contains(OLD);
        taken.write(NAME, NEW);
        assertThat(taken.read(NAME)).contains(NEW);

        assertThat(Modes.of(folder)).isEqualTo("rwx------");
        assertThat(Modes.of(folder.resolve(NAME))).isEqualTo("rw-------");
        assertThat(warnings).hasSize(2);
    }

    @Test
    void saysWhatToDoWhenItCannotWriteAndKeepsNoHalfFile() throws IOException {
        Files.write(folder, OLD);

        assertThatIOException()
                .isThrownBy(() -> store.write(NAME, NEW))
                .withMessageContaining(folder + " is not a folder")
                .withMessageContaining("choose another home folder");
        assertThatIOException().isThrownBy(() -> store.lock("sign-in", Duration.ZERO));
        assertThat(store.read(NAME)).isEmpty();
        assertThat(folder).hasBinaryContent(OLD);
    }

    @Test
    void saysThatAnEntryIsInTheWayOfAFolder() throws IOException {
        Files.createDirectories(folder.resolve(NAME).resolve("full"));

        assertThatIOException().isThrownBy(() -> store.write(NAME, NEW)).withMessageContaining("a folder in its place");
        assertThatIOException().isThrownBy(() -> store.delete(NAME)).withMessageContaining("a folder in its place");
        assertThatIOException().isThrownBy(() -> store.read(NAME));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../x", "a/b", "a\\b", "..x", ".hidden", "a\0b", "a b", "C:x"})
    void refusesWhatIsNoPlainName(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> store.read(name));
        assertThatIllegalArgumentException().isThrownBy(() -> store.write(name, NEW));
        assertThatIllegalArgumentException().isThrownBy(() -> store.delete(name));
        assertThatIllegalArgumentException().isThrownBy(() -> store.lock(name, Duration.ZERO));
    }

    @Test
    void keepsEntriesAndLocksApart() {
        assertThatIllegalArgumentException().isThrownBy(() -> store.write("sign-in.lock", NEW));
    }
}
