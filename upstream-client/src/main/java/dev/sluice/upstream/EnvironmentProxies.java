package dev.sluice.upstream;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses proxies as the environment says, in the variables that {@code curl} and most tools know: {@code HTTPS_PROXY},
 * {@code HTTP_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY}, in capitals or not. Loopback addresses are always reached
 * directly.
 */
public final class EnvironmentProxies extends ProxySelector {
    private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

    private final Map<String, String> environment;
    private final List<String> exceptions;

    private EnvironmentProxies(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.exceptions = Arrays.stream(
                        variable("no_proxy").orElse("").toLowerCase(Locale.ROOT).split("[,\\s]+", -1))
                .filter(each -> !each.isEmpty())
                .toList();
    }

    /**
     * Looks for proxies.
     *
     * @param environment the environment's variables
     * @return nothing if it names no proxy
     * @throws IllegalArgumentException if it names one that is no {@code http://host:port}, saying so
     */
    public static Optional<ProxySelector> of(Map<String, String> environment) {
        EnvironmentProxies proxies = new EnvironmentProxies(environment);
        // Both are read now, so that a mistake shows at the start.
        Optional<Proxy> https = proxies.proxy("https");
        Optional<Proxy> http = proxies.proxy("http");
        return https.isPresent() || http.isPresent() ? Optional.of(proxies) : Optional.empty();
    }

    @Override
    public List<Proxy> select(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return isDirect(host) ? DIRECT : proxy(uri.getScheme()).map(List::of).orElse(DIRECT);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // The failure reaches the caller by itself.
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

    private Optional<Proxy> proxy(String scheme) {
        return variable(scheme + "_proxy").or(() -> variable("all_proxy")).map(EnvironmentProxies::parsed);
    }

    private static Proxy parsed(String value) {
        String text = value.contains("://") ? value : "http://" + value;
        URI uri = URI.create(text.strip());
        if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
            // Not the value: it may hold a password.
            throw new IllegalArgumentException(
                    "the proxy that the environment names is not of the form http://host:port");
        }
        int port = uri.getPort() < 0 ? 80 : uri.getPort();
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT)))
                .or(() -> Optional.ofNullable(environment.get(name)))
                .filter(value -> !value.isBlank());
    }
}
