package dev.sluice.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a provider gets from defaults, one that was written for an earlier version among them. */
final class ProviderTest {
    @Test
    void isReadyAndHasOneTypeByDefault() {
        ProviderFactory factory = new Factory(new Plain());
        assertThat(new Plain().readinessProblem()).isEmpty();
        assertThat(factory.presets()).containsExactly(factory);
    }

    @Test
    void reportsWhatAProviderOfVersion10SaysUnderTheOldName() {
        Provider old = new Plain() {
            @Override
            @SuppressWarnings("deprecation") // The name of version 1.0, which is all that such a provider knows.
            public Optional<String> impediment() {
                return Optional.of("There is no key.");
            }
        };
        assertThat(old.readinessProblem()).contains("There is no key.");
    }

    @Test
    @SuppressWarnings("deprecation") // The old name is what is tested.
    void asksNothingTwiceOfAProviderOfThisVersion() {
        Provider current = new Plain() {
            @Override
            public Optional<String> readinessProblem() {
                return Optional.of("There is no key.");
            }
        };
        assertThat(current.readinessProblem()).contains("There is no key.");
        assertThat(current.impediment()).isEmpty();
    }

    private record Factory(Provider provider) implements ProviderFactory {
        @Override
        public String id() {
            return "acme";
        }

        @Override
        public Provider create(ProviderContext context) {
            return provider;
        }
    }

    private static class Plain implements Provider {
        @Override
        public List<Model> models() {
            return List.of();
        }

        @Override
        public Reply send(ProviderRequest request) {
            throw new ProviderException(ErrorKind.UNKNOWN_MODEL, "There are no models.");
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
