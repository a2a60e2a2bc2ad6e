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
 * Keeps a gateway from asking itself, which a provider would have it do whose address is the gateway's own, or that of
 * another gateway which asks this one. Requests that may come back are marked by {@code Via}, beside the marks that they
 * have come with: those to this machine, and those without TLS. The vendors' services are not told.
 */
public final class LoopGuard {
    /** What a failure is called that comes of a loop. */
    public static final String CODE = "loop_detected";

    /** The status of the answer to a request that has come back, and to each on the way to it. */
    public static final int STATUS = 508;

    private static final Pattern MARK = Pattern.compile("1\\.1 sluice-[0-9a-f-]{36}");

    private final String mark = "1.1 sluice-" + id();
    private final Header marked = HeaderValues.create(HeaderNames.VIA, mark);

    /** Makes a guard for one gateway. */
    public LoopGuard() {
        // The mark is its own.
    }

    /**
     * Marks what a client sends.
     *
     * @return a client that fails where the gateway itself would answer
     */
    public UpstreamClient guarded(UpstreamClient http) {
        return request -> mayReturn(request.uri()) ? told(request, http.send(marked(request))) : http.send(request);
    }

    /** Unique is enough, and takes no secure random numbers: who guesses it is only refused. */
    private static UUID id() {
        RandomGenerator random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong());
    }

    private UpstreamRequest marked(UpstreamRequest request) {
        Headers.Builder headers = Headers.builder();
        request.headers().forEach(headers::add);
        Headers all = headers.add(
                        ProviderHandle.VIA,
                        ProviderHandle.via().map(marks -> marks + ", " + mark).orElse(mark))
                .build();
        return request.body()
                .map(body -> UpstreamRequest.post(request.uri(), all, body, request.deadlines()))
                .orElseGet(() -> UpstreamRequest.get(request.uri(), all, request.deadlines()));
    }

    private UpstreamResponse told(UpstreamRequest request, UpstreamResponse response) {
        if (response.status() != STATUS) {
            return response;
        }
        response.close();
        String address = request.uri().getScheme() + "://" + request.uri().getAuthority();
        if (response.headers().first(ProviderHandle.VIA).filter(mark::equals).isPresent()) {
            throw loop(address
                            + " is this gateway itself. Give the provider the address of its upstream: see its base-url.")
                    .build();
        }
        throw loop(address
                        + " leads back to a gateway that the request has come through. One of the gateways on the way"
                        + " has another one's address for its upstream's: see base-url of their providers.")
                .code(CODE)
                .build();
    }

    private static ProviderException.Builder loop(String message) {
        return ProviderException.builder(ErrorKind.UPSTREAM_PROTOCOL, message).upstreamStatus(STATUS);
    }

    /** Returns which gateways such as this one a request has come through; empty if it has come through none. */
    static String marks(ServerRequestHeaders headers) {
        return headers.contains(HeaderNames.VIA)
                ? headers.get(HeaderNames.VIA).allValues(true).stream()
                        .map(String::strip)
                        .filter(each -> MARK.matcher(each).matches())
                        .collect(Collectors.joining(", "))
                : "";
    }

    /** Refuses a request that this gateway has sent itself. */
    @Nullable
    ErrorReply refused(ServerRequestHeaders headers, ServerResponse response) {
        if (!marks(headers).contains(mark)) {
            return null;
        }
        response.header(marked);
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
