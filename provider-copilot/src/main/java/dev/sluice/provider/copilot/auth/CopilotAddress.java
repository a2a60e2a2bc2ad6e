package dev.sluice.provider.copilot.auth;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.support.Loopback;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Decides whether tokens may be sent to the API host that GitHub named: a reply must not lead them elsewhere. */
final class CopilotAddress {
    private static final String DOMAIN = "githubcopilot.com";

    private CopilotAddress() {}

    /**
     * Returns the address without a closing slash; throws {@link ErrorKind#UPSTREAM_PROTOCOL} if nothing may be sent
     * there.
     */
    static URI accepted(String named, GitHubSite site) {
        URI address;
        try {
            address = new URI(named.strip());
        } catch (URISyntaxException e) {
            throw refused("is not a URL", e);
        }
        if (!plain(address)) {
            throw refused("is not the plain URL of a server", null);
        }
        if (!(Loopback.is(address) && Loopback.is(site.api()))) {
            if (!"https".equalsIgnoreCase(address.getScheme())) {
                throw refused("is not https", null);
            }
            if (!trusted(address.getHost().toLowerCase(Locale.ROOT), site)) {
                throw refused("is outside of " + DOMAIN, null);
            }
        }
        String text = address.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : address;
    }

    private static boolean plain(URI address) {
        boolean http = "https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme());
        return http
                && address.getHost() != null
                && address.getRawUserInfo() == null
                && address.getRawQuery() == null
                && address.getRawFragment() == null;
    }

    private static boolean trusted(String host, GitHubSite site) {
        return under(host, DOMAIN)
                || site.tenant().filter(tenant -> under(host, tenant)).isPresent();
    }

    private static boolean under(String host, String domain) {
        return host.equals(domain) || host.endsWith("." + domain);
    }

    private static ProviderException refused(String why, @Nullable Throwable cause) {
        ProviderException.Builder refusal = ProviderException.builder(
                        ErrorKind.UPSTREAM_PROTOCOL,
                        "GitHub named an address of the Copilot API that " + why + "; nothing was sent to it")
                .code("copilot_endpoint_refused");
        return cause == null ? refusal.build() : refusal.cause(cause).build();
    }
}
