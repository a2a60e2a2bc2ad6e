package dev.sluice.gateway.http;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.UpstreamClient;
import dev.sluice.provider.UpstreamRequest;
import dev.sluice.provider.UpstreamResponse;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a gateway from asking itself, which a provider would have it do whose address is the gateway's own. Requests
 * that may come back are marked by {@code Via}: those to this machine, and those without TLS. The vendors' services
 * are not told.
 */
public final class LoopGuard {
    private final String mark = "1.1 sluice-" + UUID.randomUUID();
    private final Header marked = HeaderValues.create(HeaderNames.VIA, mark);

    /** Makes a guard for one gateway. */
    public LoopGuard() {
        // The mark is its own.
    }

    /**
     * Marks what a client sends.
     *
     * @param http sends it
     * @return a client that fails where the gateway itself would answer
     */
    public UpstreamClient guarded(UpstreamClient http) {
        return request -> mayReturn(request.uri()) ? told(request, http.send(marked(request))) : http.send(request);
    }

    private UpstreamRequest marked(UpstreamRequest request) {
        Headers.Builder headers = Headers.builder();
        request.headers().forEach(headers::add);
        Headers all = headers.add("via", mark).build();
        return request.body()
                .map(body -> UpstreamRequest.post(request.uri(), all, body, request.deadlines()))
                .orElseGet(() -> UpstreamRequest.get(request.uri(), all, request.deadlines()));
    }

    private UpstreamResponse told(UpstreamRequest request, UpstreamResponse response) {
        if (response.headers().first("via").filter(mark::equals).isEmpty()) {
            return response;
        }
        response.close();
        URI uri = request.uri();
        throw new ProviderException(
                ErrorKind.UPSTREAM_PROTOCOL,
                uri.getScheme() + "://" + uri.getAuthority()
                        + " is this gateway itself. Give the provider the address of its upstream: see its base-url.");
    }

    /** Refuses a request that this gateway has sent itself. */
    @Nullable
    ErrorReply refused(ServerRequestHeaders headers, ServerResponse response) {
        if (!headers.contains(HeaderNames.VIA)
                || !headers.get(HeaderNames.VIA).allValues().contains(mark)) {
            return null;
        }
        response.header(marked);
        return ErrorReply.of(
                508,
                ErrorReply.SERVER_ERROR,
                "loop_detected",
                "This gateway sent the request itself: a provider's address is the gateway's own. Correct its base-url.");
    }

    private static boolean mayReturn(URI uri) {
        if ("http".equalsIgnoreCase(uri.getScheme())) {
            return true;
        }
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("[::1]")
                || host.matches("127\\.\\d+\\.\\d+\\.\\d+");
    }
}
