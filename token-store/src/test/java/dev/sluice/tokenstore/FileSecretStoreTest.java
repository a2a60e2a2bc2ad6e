package dev.sluice.tokenstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.provider.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileSecretStoreTest {
    private static final String NAME = "GITHUB_COPILOT_TOKEN";
    private static final Secret OLD = Secret.of("ghu_synthetic_old");
    private static final Secret NEW = Secret.of("ghu_synthetic_new");

    @TempDir
    private Path home;

    private final List<String> warnings = new ArrayList<>();

    @Test
    void findsASecretInTheFile() throws IOException {
        Files.writeString(env(), NAME + "=ghu_synthetic_old\n");

        assertThat(store(Map.of()).get(NAME)).contains(OLD);
        assertThat(store(Map.of()).get("OTHER")).isEmpty();
    }

    @Test
    void putsTheEnvironmentFirst() throws IOException {
        Files.writeString(env(), NAME + "=ghu_synthetic_old\n");

        assertThat(store(Map.of(NAME, " ghu_synthetic_new\r")).get(NAME)).contains(NEW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "your_copilot_token_here", "YOUR_Copilot_Token_HERE", " your_github_key_here "})
    void takesBlanksAndPlaceholdersForNothing(String value) throws IOException {
        Files.writeString(env(), NAME + "='" + value + "'\n");
        assertThat(store(Map.of()).get(NAME)).isEmpty();
        assertThat(store(Map.of(NAME, value)).get(NAME)).isEmpty();

        Files.writeString(env(), NAME + "=ghu_synthetic_old\n");
        assertThat(store(Map.of(NAME, value)).get(NAME)).contains(OLD);
    }

    @Test
    void refusesToStoreAPlaceholder() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store(Map.of()).put(NAME, Secret.of("your_copilot_token_here")));
    }

    @Test
    void storesInAFileThatDoesNotExist() throws IOException {
        FileSecretStore store = store(Map.of());

        store.put(NAME, NEW);

        assertThat(env()).hasContent(NAME + "=ghu_synthetic_new\n");
        assertThat(store.get(NAME)).contains(NEW);
        assertThat(store(Map.of()).get(NAME)).contains(NEW);
        assertThat(warnings).isEmpty();
    }

    @Test
    void leavesACommentedOutSecretAlone() throws IOException {
        Files.writeString(env(), "# " + NAME + "=ghu_synthetic_old\n");

        store(Map.of()).put(NAME, NEW);

        assertThat(env()).hasContent("# " + NAME + "=ghu_synthetic_old\n" + NAME + "=ghu_synthetic_new\n");
    }

    @Test
    void goesOnWithANewSecretThatTheEnvironmentContradicts() throws IOException {
        FileSecretStore store = store(Map.of(NAME, OLD.reveal()));

        store.put(NAME, NEW);
        store.put(NAME, NEW);

        assertThat(store.get(NAME)).contains(NEW);
        assertThat(warnings).hasSize(1);
        assertThat(warnings.getFirst()).contains(NAME).doesNotContain("ghu_");
        assertThat(store(Map.of(NAME, OLD.reveal())).get(NAME)).contains(OLD);
    }

    @Test
    void seesAnEditAfterThatToo() throws IOException {
        FileSecretStore store = store(Map.of(NAME, OLD.reveal()));
        store.put(NAME, NEW);

        Files.writeString(env(), NAME + "=ghu_synthetic_edited");

        assertThat(store.get(NAME)).contains(Secret.of("ghu_synthetic_edited"));
    }

    @Test
    void keepsInMemoryWhatCannotBeStored() throws IOException {
        Files.createDirectory(env());
        FileSecretStore store = store(Map.of());

        assertThatIOException()
                .isThrownBy(() -> store.put(NAME, NEW))
                .withMessageContaining("folder in its place")
                .withMessageContaining("in memory only")
                .satisfies(e -> assertThat(e).message().doesNotContain("ghu_"));

        assertThat(store.get(NAME)).contains(NEW);
    }

    @Test
    void keepsInMemoryWhatTheFormatCannotExpress() {
        FileSecretStore store = store(Map.of());
        Secret odd = Secret.of("'\"`#");

        assertThatIOException().isThrownBy(() -> store.put(NAME, odd));

        assertThat(store.get(NAME)).contains(odd);
    }

    @Test
    void prefersALaterEditToWhatItKeptInMemory() throws IOException {
        FileSecretStore store = failed(NAME + "=ghu_synthetic_old\n");
        assertThat(store.get(NAME)).contains(NEW);

        Files.writeString(env(), NAME + "=ghu_synthetic_old\nOTHER=x\n");
        assertThat(store.get(NAME)).contains(NEW);

        Files.writeString(env(), NAME + "=ghu_synthetic_edited\n");
        assertThat(store.get(NAME)).contains(Secret.of("ghu_synthetic_edited"));

        Files.writeString(env(), NAME + "=ghu_synthetic_old\n");
        assertThat(store.get(NAME)).contains(OLD);
    }

    @Test
    void forgetsWhatItKeptInMemoryWhenAPlaceholderAsksForANewSignIn() throws IOException {
        FileSecretStore store = failed(NAME + "=ghu_synthetic_old\n");

        Files.writeString(env(), NAME + "=your_copilot_token_here\n");

        assertThat(store.get(NAME)).isEmpty();
    }

    @Test
    void storesAgainOnceItCan() throws IOException {
        FileSecretStore store = failed("");

        store.put(NAME, NEW);

        assertThat(env()).hasContent(NAME + "=ghu_synthetic_new\n");
    }

    /** A store whose writing has failed, over a file that holds a text. */
    private FileSecretStore failed(String text) throws IOException {
        Files.writeString(env(), text);
        FileSecretStore store = store(Map.of());
        store.get(NAME);
        // Root may write anywhere, so that a folder in the file's place has to do for a failure.
        Files.move(env(), home.resolve("aside"));
        Files.createDirectory(env());
        assertThatIOException().isThrownBy(() -> store.put(NAME, NEW));
        Files.delete(env());
        Files.move(home.resolve("aside"), env());
        return store;
    }

    private Path env() {
        return home.resolve(".env");
    }

    private FileSecretStore store(Map<String, String> environment) {
        return new FileSecretStore(
                new DotEnvFile(env(), _ -> {}), name -> Optional.ofNullable(environment.get(name)), warnings::add);
    }
}
