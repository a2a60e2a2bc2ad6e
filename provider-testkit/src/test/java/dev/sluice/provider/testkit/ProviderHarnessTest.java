package dev.sluice.provider.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Model;
import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderContext;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderFactory;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import dev.sluice.provider.Secret;
import dev.sluice.provider.SecretSource;
import dev.sluice.provider.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProviderHarnessTest {
    private static final Setting<Integer> SIZE = Setting.number("size", 7, "A size.");
    private static final Setting<SecretSource> KEY =
            Setting.secret("api-key", "A key.").alias("OLD_KEY");

    @Test
    void lendsSettingsAndSecretsThatCanChange() {
        KeepingFactory factory = new KeepingFactory();
        try (ProviderHarness harness = ProviderHarness.of(factory)
                .id("lab")
                .setting("size", "9")
                .secret("LAB_API_KEY", "synthetic")
                .start()) {
            assertThat(factory.context().id()).isEqualTo("lab");
            assertThat(factory.context().settings().get(SIZE)).isEqualTo(9);
            SecretSource source = factory.context().settings().get(KEY);
            assertThat(source.first()).contains(Secret.of("synthetic"));

            harness.changeSecret("OLD_KEY", "particular");
            assertThat(source.first()).contains(Secret.of("particular"));
        }
    }

    @Test
    void refusesErrorsInTheSettings() {
        ProviderHarness.Builder builder =
                ProviderHarness.of(new KeepingFactory()).setting("size", "many").setting("sise", "1");

        assertThatThrownBy(builder::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("size: 'many' is not a whole number")
                .hasMessageContaining("there is no setting 'sise'");
    }

    @Test
    void recordsWhatTheProviderAnnouncesAndCounts() {
        KeepingFactory factory = new KeepingFactory();
        try (ProviderHarness harness = ProviderHarness.of(factory).start()) {
            factory.context().announce("Hello");
            factory.context().meters().count("token_refresh", "success");

            assertThat(harness.announcements()).containsExactly("Hello");
            assertThat(harness.counted("token_refresh", "success")).isOne();
            assertThatThrownBy(() -> factory.context().meters().count("Not a name", "success"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void callsUnderTheProvidersOwnLoader() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(null);
        try (ProviderHarness harness = ProviderHarness.of(new KeepingFactory()).start()) {
            assertThat(harness.provider().models())
                    .extracting(Model::id)
                    .containsExactly(KeepingFactory.class.getClassLoader().toString());
            assertThat(Thread.currentThread().getContextClassLoader()).isNull();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void refusesAFolderWithoutAProvider(@TempDir Path folder) {
        assertThatThrownBy(() -> ProviderHarness.ofJar(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds no provider");
        assertThat(Files.exists(folder)).isTrue();
    }

    private static final class KeepingFactory implements ProviderFactory {
        private @Nullable ProviderContext context;

        ProviderContext context() {
            return Objects.requireNonNull(context, "create() was not called");
        }

        @Override
        public String id() {
            return "example";
        }

        @Override
        public List<Setting<?>> settings() {
            return List.of(SIZE, KEY);
        }

        @Override
        public Provider create(ProviderContext given) {
            context = given;
            return new Provider() {
                @Override
                public List<Model> models() {
                    return List.of(
                            Model.builder(String.valueOf(Thread.currentThread().getContextClassLoader()))
                                    .build());
                }

                @Override
                public Reply send(ProviderRequest request) {
                    throw new ProviderException(ErrorKind.UNKNOWN_MODEL, "there is none");
                }

                @Override
                public void close() {
                    // Nothing is held.
                }
            };
        }
    }
}
