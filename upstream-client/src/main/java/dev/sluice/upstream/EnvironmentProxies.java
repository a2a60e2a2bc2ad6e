package dev.sluice.upstream;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Selects proxies by the environment variables that {@code curl} and most tools read: {@code HTTPS_PROXY}, {@code
 * HTTP_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY}, in upper or lower case; user name and password may precede the
 * host. Loopback addresses are always reached directly.
 */
public final class EnvironmentProxies extends ProxySelector {
    private static final String MALFORMED =
            "is not of the form http://host:port or http://user:password@host:port, with"
                    + " special characters in the password written as %40 and so on";
    private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

    private final Map<String, String> environment;
    private final List<String> exceptions;

    private EnvironmentProxies(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.exceptions = Arrays.stream(variable("no_proxy")
                        .map(Variable::value)
                        .orElse("")
                        .toLowerCase(Locale.ROOT)
                        .split("[,\\s]+", -1))
                .filter(each -> !each.isEmpty())
                .toList();
    }

    /**
     * Reads the proxies of an environment.
     *
     * @param environment the environment's variables
     * @return nothing if it names no proxy
     * @throws IllegalArgumentException if it names one that cannot be used; the message names the variable and the
     *     reason, not its value
     */
    public static Optional<EnvironmentProxies> of(Map<String, String> environment) {
        EnvironmentProxies proxies = new EnvironmentProxies(environment);
        // Both are read now, so that an error shows at startup.
        Optional<Named> https = proxies.named("https");
        Optional<Named> http = proxies.named("http");
        return https.isPresent() || http.isPresent() ? Optional.of(proxies) : Optional.empty();
    }

    @Override
    public List<Proxy> select(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return isDirect(host)
                ? DIRECT
                : named(uri.getScheme()).map(named -> List.of(named.proxy())).orElse(DIRECT);
    }

    /** Returns the {@code Proxy-Authorization} for the proxy of a scheme; null for none. */
    @Nullable
    String authorization(String scheme) {
        return named(scheme).map(Named::authorization).orElse(null);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // The connection attempt reports the failure itself.
    }

    private boolean isDirect(String host) {
        if (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]") || host.equals("::1")) {
            return true;
        }
        return exceptions.stream().anyMatch(exception -> {
            String domain = exception.startsWith("*.") ? exception.substring(1) : exception;
            String suffix = domain.startsWith(".") ? domain : "." + domain;
            return exception.equals("*") || host.equals(suffix.substring(1)) || host.endsWith(suffix);
        });
    }

    private Optional<Named> named(String scheme) {
        return variable(scheme + "_proxy").or(() -> variable("all_proxy")).map(Named::of);
    }

    private Optional<Variable> variable(String name) {
        return Stream.of(name.toUpperCase(Locale.ROOT), name)
                .filter(each -> !environment.getOrDefault(each, "").isBlank())
                .findFirst()
                .map(each ->
                        new Variable(each, environment.getOrDefault(each, "").strip()));
    }

    private record Variable(String name, String value) {
        /** Names the variable without its value, which may hold a password. */
        IllegalArgumentException error(String what) {
            return new IllegalArgumentException(name + " in the environment " + what);
        }
    }

    /**
     * A proxy.
     *
     * @param authorization the value of {@code Proxy-Authorization}; null for none
     */
    private record Named(Proxy proxy, @Nullable String authorization) {
        static Named of(Variable variable) {
            URI uri = uri(variable);
            if (uri.getScheme().startsWith("socks")) {
                throw variable.error(
                        "names a SOCKS proxy, which is not supported: name an HTTP proxy, http://host:port, or"
                                + " remove the variable");
            }
            if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
                throw variable.error(MALFORMED);
            }
            int port = uri.getPort() < 0 ? 80 : uri.getPort();
            InetSocketAddress address = InetSocketAddress.createUnresolved(uri.getHost(), port);
            return new Named(new Proxy(Proxy.Type.HTTP, address), basic(uri.getUserInfo()));
        }

        private static URI uri(Variable variable) {
            try {
                return new URI(variable.value().contains("://") ? variable.value() : "http://" + variable.value());
            } catch (URISyntaxException e) {
                // Without the cause, which repeats the value.
                throw variable.error(MALFORMED);
            }
        }

        private static @Nullable String basic(@Nullable String user) {
            if (user == null) {
                return null;
            }
            String both = user.contains(":") ? user : user + ":";
            return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return proxy.toString();
        }
    }
}
