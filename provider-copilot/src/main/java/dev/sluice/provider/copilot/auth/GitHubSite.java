package dev.sluice.provider.copilot.auth;

import dev.sluice.provider.support.Loopback;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * The addresses of one GitHub: the public one, an enterprise's tenant on {@code ghe.com}, or whatever stands in for
 * them.
 *
 * @param web where people sign in
 * @param api where tokens are exchanged
 * @param copilotApi the Copilot API, where it is configured instead of found out
 */
public record GitHubSite(URI web, URI api, Optional<URI> copilotApi) {
    private static final String TENANTS = ".ghe.com";
    private static final URI PUBLIC_API = URI.create("https://api.github.com");
    private static final URI PUBLIC_COPILOT_API = URI.create("https://api.githubcopilot.com");

    /** Takes addresses without their closing slashes, so that paths can be appended. */
    public GitHubSite {
        web = trimmed(web);
        api = trimmed(api);
        copilotApi = copilotApi.map(GitHubSite::trimmed);
    }

    /**
     * Makes the addresses from those that are configured. A tenant's are derived from its web address and never those
     * of the public GitHub.
     */
    public static GitHubSite of(URI web, Optional<URI> api, Optional<URI> copilotApi) {
        URI derived =
                tenantOf(web).map(tenant -> URI.create("https://api." + tenant)).orElse(PUBLIC_API);
        return new GitHubSite(web, api.orElse(derived), copilotApi);
    }

    /** Returns the enterprise's host, such as {@code octocorp.ghe.com}; empty for the public GitHub and stand-ins. */
    public Optional<String> tenant() {
        return tenantOf(web);
    }

    /**
     * Returns the Copilot API to use where neither the configuration nor GitHub names one; empty where GitHub itself is
     * a stand-in on this machine, whose tokens must not leave it.
     */
    public Optional<URI> usualCopilotApi() {
        if (copilotApi.isPresent()) {
            return copilotApi;
        }
        if (Loopback.is(api)) {
            return Optional.empty();
        }
        return Optional.of(tenant().map(tenant -> URI.create("https://copilot-api." + tenant))
                .orElse(PUBLIC_COPILOT_API));
    }

    URI deviceCode() {
        return URI.create(web + "/login/device/code");
    }

    URI accessToken() {
        return URI.create(web + "/login/oauth/access_token");
    }

    URI exchange() {
        return URI.create(api + "/copilot_internal/v2/token");
    }

    URI user() {
        return URI.create(api + "/copilot_internal/user");
    }

    URI graphql() {
        return URI.create(api + "/graphql");
    }

    private static Optional<String> tenantOf(URI web) {
        String host = web.getHost().toLowerCase(Locale.ROOT);
        return host.endsWith(TENANTS) && host.length() > TENANTS.length() ? Optional.of(host) : Optional.empty();
    }

    private static URI trimmed(URI address) {
        String text = address.toString();
        int end = text.length();
        while (text.charAt(end - 1) == '/') {
            end--;
        }
        return URI.create(text.substring(0, end));
    }
}
