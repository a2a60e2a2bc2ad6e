package dev.sluice.provider.copilot.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CopilotAddressTest {
    private static final GitHubSite PUBLIC =
            GitHubSite.of(URI.create("https://github.com"), Optional.empty(), Optional.empty());
    private static final GitHubSite TENANT =
            GitHubSite.of(URI.create("https://octocorp.ghe.com"), Optional.empty(), Optional.empty());
    private static final GitHubSite LOCAL = GitHubSite.of(
            URI.create("http://127.0.0.1:4010"), Optional.of(URI.create("http://127.0.0.1:4010")), Optional.empty());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://githubcopilot.com",
                "https://api.githubcopilot.com/",
                "https://API.Individual.GitHubCopilot.com"
            })
    void acceptsCopilotsOwnHosts(String address) {
        assertThat(CopilotAddress.accepted(address, PUBLIC).toString()).doesNotEndWith("/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.githubcopilot.com",
                "https://githubcopilot.com.evil.example",
                "https://evilgithubcopilot.com",
                "https://api.githubcopilot.com@evil.example",
                "https://user:pw@api.githubcopilot.com",
                "https://api.githubcopilot.com?to=evil",
                "https://api.githubcopilot.com#x",
                "https://127.0.0.1",
                "http://localhost:1",
                "https://octocorp.ghe.com",
                "ftp://api.githubcopilot.com",
                "//api.githubcopilot.com",
                "not a url",
                ""
            })
    void refusesEverythingElse(String address) {
        assertThatThrownBy(() -> CopilotAddress.accepted(address, PUBLIC))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UPSTREAM_PROTOCOL));
    }

    @Test
    void acceptsTheConfiguredTenantAlone() {
        assertThat(CopilotAddress.accepted("https://copilot-api.octocorp.ghe.com", TENANT))
                .isEqualTo(URI.create("https://copilot-api.octocorp.ghe.com"));
        assertThatThrownBy(() -> CopilotAddress.accepted("https://copilot-api.other.ghe.com", TENANT))
                .isInstanceOf(ProviderException.class);
    }

    @Test
    void acceptsLoopbackOnlyWhereGitHubItselfIsThere() {
        assertThat(CopilotAddress.accepted("http://127.0.0.1:4011", LOCAL))
                .isEqualTo(URI.create("http://127.0.0.1:4011"));
        assertThatThrownBy(() -> CopilotAddress.accepted("http://192.168.0.1:4011", LOCAL))
                .isInstanceOf(ProviderException.class);
        assertThatThrownBy(() -> CopilotAddress.accepted("https://evil.example", LOCAL))
                .isInstanceOf(ProviderException.class);
    }

    @Test
    void derivesATenantsAddressesAndNeverThePublicOnes() {
        assertThat(TENANT.api()).isEqualTo(URI.create("https://api.octocorp.ghe.com"));
        assertThat(TENANT.usualCopilotApi()).contains(URI.create("https://copilot-api.octocorp.ghe.com"));
        assertThat(TENANT.deviceCode()).isEqualTo(URI.create("https://octocorp.ghe.com/login/device/code"));
        assertThat(LOCAL.usualCopilotApi()).isEmpty();
        assertThat(PUBLIC.usualCopilotApi()).contains(URI.create("https://api.githubcopilot.com"));
    }
}
