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
 * Decides who may use {@code /admin/}: requests with the admin key; without one configured, programs on this machine
 * that call directly, since their user can usually edit the gateway's files too. Never a web page.
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

    private final AccessPolicy access;
    private final ClientKeys key;

    AdminCheck(AccessPolicy access, ApiFormats apis) {
        this.access = access;
        this.key = new ClientKeys(access.adminKey().stream().toList(), apis);
    }

    static boolean guards(String path) {
        return path.startsWith(PATH) && (path.length() == PATH.length() || path.charAt(PATH.length()) == '/');
    }

    /** Returns whether an admin key is configured. */
    boolean keyed() {
        return key.required();
    }

    /** Returns why a request is refused; null if it is not. */
    @Nullable
    ErrorReply refused(ServerRequest request) {
        ServerRequestHeaders headers = request.headers();
        if (headers.contains(HeaderNames.ORIGIN) || fromPage(headers)) {
            return forbidden("Web pages may not call /admin/.");
        }
        if (keyed()) {
            return key.find(headers) != null
                    ? null
                    : ErrorReply.of(
                            401,
                            "authentication_error",
                            "invalid_admin_key",
                            "Missing or invalid admin key, which /admin/ requires. Send it as"
                                    + " 'Authorization: Bearer <key>'; a client key is not enough.");
        }
        return direct(request, headers)
                ? null
                : forbidden("Without an admin key, /admin/ serves only programs on this machine that call a gateway on"
                        + " loopback by a loopback address, without a proxy. Set security.admin-key or"
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

    /** Browsers report the site of a request even where they send no origin; {@code none} is typed by the user. */
    private static boolean fromPage(ServerRequestHeaders headers) {
        return headers.contains(FETCH_SITE) && !headers.get(FETCH_SITE).get().equals("none");
    }

    private static ErrorReply forbidden(String message) {
        return ErrorReply.of(403, "permission_error", "admin_not_allowed", message);
    }
}
