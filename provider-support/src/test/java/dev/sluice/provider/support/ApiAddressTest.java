package dev.sluice.provider.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.provider.ProviderException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiAddressTest {
    private final ApiAddress address = ApiAddress.of(URI.create("https://api.example.com/v1/"), "providers.x.base-url");

    @Test
    void putsPathsBehindTheBase() {
        assertThat(address.at("/models")).hasToString("https://api.example.com/v1/models");
        assertThat(address.at("/chat?api-version=1")).hasToString("https://api.example.com/v1/chat?api-version=1");
        assertThat(address.at("/../catalog/models")).hasToString("https://api.example.com/catalog/models");
    }

    @ParameterizedTest
    @ValueSource(strings = {"@evil.example/x", ".evil.example/x", ":81/x", "//evil example"})
    void leadsToNoOtherHost(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApiAddress.of(URI.create("https://api.example.com"), "providers.x.base-url")
                        .at(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://x", "https://me:secret@x/", "https://x/?key=1", "https://x/#a", "/v1"})
    void refusesWhatIsNotThePlainAddressOfAServer(String url) {
        assertThatThrownBy(() -> ApiAddress.of(URI.create(url), "providers.x.base-url"))
                .isInstanceOf(ProviderException.class)
                .hasMessageStartingWith("providers.x.base-url: ");
    }
}
