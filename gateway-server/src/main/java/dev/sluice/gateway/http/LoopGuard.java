package dev.sluice.gateway.http;

import dev.sluice.gateway.provider.ProviderHandle;
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
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Detects requests that come back to the gateway that sent them, because a provider's address is the gateway's own, or
 * that of another gateway which calls this one. Requests that may come back, those to this machine and those without
 * TLS, carry the gateway's {@code Via} entry beside the entries they came with; those to vendors do not.
 */
public final class LoopGuard {
    /** The error code of a loop. */
    public static final String CODE = "loop_detected";

    /** The status of the reply to a request that has come back, and of each reply on the way. */
    public static final int STATUS = 508;

    private static final Pattern VIA_ENTRY = Pattern.compile("1\\.1 sluice-[0-9a-f-]{36}");

    private final String ownEntry = "1.1 sluice-" + id();
    private final Header viaHeader = HeaderValues.create(HeaderNames.VIA, ownEntry);

    /** Returns a client that adds the {@code Via} entry, and fails where the gateway itself would answer. */
    public UpstreamClient guarded(UpstreamClient http) {
        return request -> mayReturn(request.uri()) ? checked(request, http.send(withVia(request))) : http.send(request);
    }

    /** Unique is enough, without a secure random number: a request with a guessed id is only refused. */
    private static UUID id() {
        RandomGenerator random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong());
    }

    private UpstreamRequest withVia(UpstreamRequest request) {
        Headers.Builder headers = Headers.builder();
        request.headers().forEach(headers::add);
        Headers all = headers.add(
                        ProviderHandle.VIA,
                        ProviderHandle.via()
                                .map(earlier -> earlier + ", " + ownEntry)
                                .orElse(ownEntry))
                .build();
        return request.body()
                .map(body -> UpstreamRequest.post(request.uri(), all, body, request.deadlines()))
                .orElseGet(() -> UpstreamRequest.get(request.uri(), all, request.deadlines()));
    }

    private UpstreamResponse checked(UpstreamRequest request, UpstreamResponse response) {
        if (response.status() != STATUS) {
            return response;
        }
        response.close();
        String address = request.uri().getScheme() + "://" + request.uri().getAuthority();
        if (response.headers()
                .first(ProviderHandle.VIA)
                .filter(ownEntry::equals)
                .isPresent()) {
            throw loop(address
                            + " is this gateway itself. Give the provider the address of its upstream: see its base-url.")
                    .build();
        }
        throw loop(address
                        + " leads back to a gateway that the request has passed. One of the gateways on the way has"
                        + " another one's address as its upstream: see base-url of their providers.")
                .code(CODE)
                .build();
    }

    private static ProviderException.Builder loop(String message) {
        return ProviderException.builder(ErrorKind.UPSTREAM_PROTOCOL, message).upstreamStatus(STATUS);
    }

    /** Returns the {@code Via} entries of gateways like this one, joined by commas; empty if there are none. */
    static String via(ServerRequestHeaders headers) {
        return headers.contains(HeaderNames.VIA)
                ? headers.get(HeaderNames.VIA).allValues(true).stream()
                        .map(String::strip)
                        .filter(each -> VIA_ENTRY.matcher(each).matches())
                        .collect(Collectors.joining(", "))
                : "";
    }

    /** Returns the error for a request that this gateway has sent itself; null for any other. */
    @Nullable
    ErrorReply refused(ServerRequestHeaders headers, ServerResponse response) {
        if (!via(headers).contains(ownEntry)) {
            return null;
        }
        response.header(viaHeader);
        return ErrorReply.of(
                STATUS,
                ErrorReply.SERVER_ERROR,
                CODE,
                "This gateway sent the request itself: a provider's address is the gateway's own, or leads back to it."
                        + " Correct its base-url.");
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
