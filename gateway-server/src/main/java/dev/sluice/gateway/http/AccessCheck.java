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

/** Decides whether a request is served, by its host, its origin and its key. */
final class AccessCheck {
    // For probes, from wherever they run; the replies hold nothing worth protecting.
    private static final Set<String> OPEN = Set.of("/health", "/ready");
    /**
     * Reply headers that pages may read. By name, for browsers without support of the wildcard, which is for upstreams'
     * headers.
     */
    private static final List<String> EXPOSED = List.of(
            "x-upstream-request-id",
            "retry-after",
            "x-should-retry",
            "x-sluice-explain",
            "x-sluice-left-out",
            "x-provider-troubles");

    private final AccessPolicy access;
    private final HostCheck hosts;
    private final OriginCheck origins;
    private final ClientKeys keys;
    private final AdminCheck admin;
    private final Header exposed;

    AccessCheck(AccessPolicy access, ApiFormats apis) {
        this.access = access;
        this.hosts = new HostCheck(access.hosts());
        this.origins = new OriginCheck(access.origins());
        this.keys = new ClientKeys(access.keys(), apis);
        this.admin = new AdminCheck(access, apis);
        this.exposed = HeaderValues.createCached(
                HeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS,
                Stream.of(
                                CommonHeaders.names(apis).map(HeaderName::lowerCase),
                                EXPOSED.stream(),
                                apis.rateLimits().stream()
                                        .flatMap(RateLimitFormat::names)
                                        .map(HeaderName::lowerCase))
                        .flatMap(names -> names)
                        .collect(Collectors.joining(", ", "", ", *")));
    }

    /** Returns whether this checks by the current policy. */
    @SuppressWarnings("ReferenceEquality") // Comparing lists of keys on every request would cost too much.
    boolean isFor(AccessPolicy current) {
        return access == current;
    }

    /** Returns why the host or origin is refused, null if it is not; sets CORS headers for an allowed origin. */
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
                    "Host name not allowed: '" + shortened(host) + "'. To allow it, add it to server.allowed-hosts.");
        }
        if (headers.contains(HeaderNames.ORIGIN)) {
            return refusedOrigin(headers.get(HeaderNames.ORIGIN).get(), host, response);
        }
        return null;
    }

    /** Returns why the key is refused, null if it is not; records the key's name. */
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
                    "Missing or invalid client key. Send it as"
                            + " 'Authorization: Bearer <key>' (most SDKs: api_key), 'x-api-key: <key>' or"
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
                        "Origin not allowed: '" + shortened(origin)
                                + "'. To allow it, add it to cors.allowed-origins.");
        };
    }

    private static String shortened(String value) {
        return value.length() <= 100 ? value : value.substring(0, 100) + "...";
    }
}
