package dev.sluice.gateway.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may use what is under {@code /admin/}: who shows the admin key; without one configured, programs on this
 * machine that come straight here, as whoever can edit the gateway's files does. Never a web page.
 */
final class AdminCheck {
    private static final String PATH = "/admin";
    private static final HeaderName FETCH_SITE = HeaderNames.create("sec-fetch-site");
    private static final List<HeaderName> FORWARDED = List.of(
            HeaderNames.FORWARDED,
            HeaderNames.VIA,
            HeaderNames.X_FORWARDED_FOR,
            HeaderNames.X_FORWARDED_HOST,
            HeaderNames.create("x-real-ip"));
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Access access;
    private final ClientKeys key;

    AdminCheck(Access access, ApiFormats apis) {
        this.access = access;
        this.key = new ClientKeys(access.adminKey().stream().toList(), apis);
    }

    static boolean guards(String path) {
        return path.startsWith(PATH) && (path.length() == PATH.length() || path.charAt(PATH.length()) == '/');
    }

    /** Tells whether the admin key stands in for a client's. */
    boolean keyed() {
        return key.required();
    }

    /** Tells why a request is refused. */
    @Nullable
    ErrorReply refused(ServerRequest request) {
        ServerRequestHeaders headers = request.headers();
        if (headers.contains(HeaderNames.ORIGIN) || fromPage(headers)) {
            return forbidden("Web pages may not call what is under /admin/.");
        }
        if (keyed()) {
            return key.find(headers) != null
                    ? null
                    : ErrorReply.of(
                            401,
                            "authentication_error",
                            "invalid_admin_key",
                            "What is under /admin/ asks for the admin key, and the request does not show it. Send it as"
                                    + " 'Authorization: Bearer <key>'; client keys are not enough.");
        }
        return direct(request, headers)
                ? null
                : forbidden(
                        "Without an admin key, what is under /admin/ answers only programs on this machine that call"
                                + " a gateway on loopback by a loopback address, through no proxy. Set security.admin-key or"
                                + " SLUICE_ADMIN_KEY.");
    }

    private boolean direct(ServerRequest request, ServerRequestHeaders headers) {
        boolean local = request.remotePeer().address() instanceof InetSocketAddress peer
                && peer.getAddress() != null
                && peer.getAddress().isLoopbackAddress();
        return access.onLoopback()
                && local
                && headers.contains(HeaderNames.HOST)
                && LOOPBACK_NAMES.contains(
                        HostCheck.withoutPort(headers.get(HeaderNames.HOST).get())
                                .toLowerCase(Locale.ROOT))
                && FORWARDED.stream().noneMatch(headers::contains);
    }

    /** Browsers say where a request came from, also where they send no origin; by hand is fine. */
    private static boolean fromPage(ServerRequestHeaders headers) {
        return headers.contains(FETCH_SITE) && !headers.get(FETCH_SITE).get().equals("none");
    }

    private static ErrorReply forbidden(String message) {
        return ErrorReply.of(403, "permission_error", "admin_not_allowed", message);
    }
}
