package dev.sluice.gateway.http;

import dev.sluice.gateway.config.ClientKey;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides whether a request is served: by the host it asks, the web page it comes from, the key it shows. */
final class AccessCheck {
    // What probes ask, from wherever they run; it says nothing of use to anybody else.
    private static final Set<String> OPEN = Set.of("/health", "/ready");
    /** What pages may read of a reply. By name, for browsers that do not know the star; it stands for what upstreams add. */
    private static final List<String> EXPOSED = List.of(
            "x-request-id",
            "x-upstream-request-id",
            "retry-after",
            "x-should-retry",
            "x-sluice-explain",
            "x-sluice-left-out",
            "x-provider-troubles");

    private final Access access;
    private final HostCheck hosts;
    private final OriginCheck origins;
    private final ClientKeys keys;
    private final AdminCheck admin;
    private final Header exposed;

    AccessCheck(Access access, ApiFormats apis) {
        this.access = access;
        this.hosts = new HostCheck(access.hosts());
        this.origins = new OriginCheck(access.origins());
        this.keys = new ClientKeys(access.keys(), apis);
        this.admin = new AdminCheck(access, apis);
        this.exposed = HeaderValues.createCached(
                HeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS,
                Stream.concat(EXPOSED.stream(), apis.ownHeaders().map(HeaderName::lowerCase))
                        .collect(Collectors.joining(", ", "", ", *")));
    }

    /** Tells whether this is what to check by. */
    @SuppressWarnings("ReferenceEquality") // Comparing lists of keys for every request would cost too much.
    boolean isFor(Access current) {
        return access == current;
    }

    /** Tells why the request's host or web page is refused; sets CORS headers where they are due. */
    @Nullable
    ErrorReply refusedSource(String path, ServerRequestHeaders headers, ServerResponse response) {
        if (OPEN.contains(path)) {
            return null;
        }
        String host = headers.contains(HeaderNames.HOST)
                ? headers.get(HeaderNames.HOST).get()
                : "";
        if (!host.isEmpty() && !hosts.accepts(host)) {
            return ErrorReply.of(
                    403,
                    "permission_error",
                    "host_not_allowed",
                    "This gateway does not answer to the host name '" + shortened(host)
                            + "'. If it is meant to, add the name to server.allowed-hosts.");
        }
        if (headers.contains(HeaderNames.ORIGIN)) {
            return refusedOrigin(headers.get(HeaderNames.ORIGIN).get(), host, response);
        }
        return null;
    }

    /** Tells why the request is refused for want of a key; notes the key's name. */
    @Nullable
    ErrorReply refusedKey(ServerRequest request, RequestContext context) {
        if (AdminCheck.guards(context.path())) {
            ErrorReply refusal = admin.refused(request);
            if (refusal != null || admin.keyed()) {
                return refusal;
            }
        }
        if (!keys.required() || OPEN.contains(context.path())) {
            return null;
        }
        ClientKey key =
                keys.find(request.headers(), request.query(), context.api().keyParameter());
        if (key == null) {
            return ErrorReply.of(
                    401,
                    "authentication_error",
                    "invalid_api_key",
                    "This gateway asks for a client key, and the request shows none that is valid. Send yours as"
                            + " 'Authorization: Bearer <key>' (what most SDKs call api_key), 'x-api-key: <key>' or"
                            + " 'X-Proxy-Server-Key: <key>'.");
        }
        context.keyName(key.name());
        return null;
    }

    private @Nullable ErrorReply refusedOrigin(String origin, String host, ServerResponse response) {
        return switch (origins.of(origin, host)) {
            case SAME -> null;
            case ALLOWED -> {
                response.header(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
                response.header(exposed);
                response.header(HeaderNames.VARY, "Origin");
                yield null;
            }
            case FOREIGN ->
                ErrorReply.of(
                        403,
                        "permission_error",
                        "origin_not_allowed",
                        "Web pages of the origin '" + shortened(origin)
                                + "' may not call this gateway. If they are meant to, add it to cors.allowed-origins.");
        };
    }

    private static String shortened(String value) {
        return value.length() <= 100 ? value : value.substring(0, 100) + "...";
    }
}
