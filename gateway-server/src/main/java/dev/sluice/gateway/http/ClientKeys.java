package dev.sluice.gateway.http;

import dev.sluice.gateway.config.ClientKey;
import io.helidon.common.uri.UriQuery;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the client key of a request. */
final class ClientKeys {
    private static final String BEARER = "Bearer ";
    private static final List<HeaderName> OWN =
            List.of(HeaderNames.create("x-proxy-server-key"), HeaderNames.create("x-proxy-key"));

    private final List<ClientKey> keys;
    private final List<HeaderName> headersWithKeys;

    ClientKeys(List<ClientKey> keys, ApiFormats apis) {
        this.keys = List.copyOf(keys);
        this.headersWithKeys =
                Stream.concat(OWN.stream(), apis.keyHeaders().stream()).toList();
    }

    boolean required() {
        return !keys.isEmpty();
    }

    /** Looks at the query, in which clients of some APIs may send their key, and then at the headers. */
    @Nullable
    ClientKey find(ServerRequestHeaders headers, UriQuery query, Optional<String> parameter) {
        ClientKey found =
                parameter.isPresent() && query.contains(parameter.get()) ? match(query.get(parameter.get())) : null;
        return found == null ? find(headers) : found;
    }

    /** Looks at every header that may hold a key: many SDKs also send a bearer token of their own. */
    @Nullable
    ClientKey find(ServerRequestHeaders headers) {
        if (headers.contains(HeaderNames.AUTHORIZATION)) {
            String value = headers.get(HeaderNames.AUTHORIZATION).get();
            if (value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                ClientKey found = match(value.substring(BEARER.length()).strip());
                if (found != null) {
                    return found;
                }
            }
        }
        for (HeaderName name : headersWithKeys) {
            if (headers.contains(name)) {
                ClientKey found = match(headers.get(name).get().strip());
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private @Nullable ClientKey match(String offered) {
        byte[] hash = ClientKey.hash(offered);
        ClientKey found = null;
        // All are compared, so that the time does not reveal a partial match.
        for (ClientKey key : keys) {
            if (key.matches(hash)) {
                found = key;
            }
        }
        return found;
    }
}
