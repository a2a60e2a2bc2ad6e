package dev.sluice.provider.support;

import dev.sluice.provider.Headers;
import dev.sluice.provider.Incubating;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Secret;
import dev.sluice.provider.UpstreamClient;
import dev.sluice.provider.UpstreamRequest;
import dev.sluice.provider.UpstreamResponse;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends calls to one upstream with its keys. If a key is refused, exhausted or not entitled, the same call is sent with
 * the next one: no part of a reply has been passed on by then. Every other failure is thrown, for the gateway to retry.
 * Thread-safe.
 */
@Incubating(since = "0.1")
public final class ApiClient {
    private final UpstreamClient http;
    private final ApiAddress address;
    private final Authorization authorization;
    private final ApiKeys keys;
    private final UpstreamErrors errors;

    /**
     * Creates a client.
     *
     * @param http sends the requests
     * @param address the address of the API
     * @param authorization how a key is sent
     * @param keys the keys to use in turn
     * @param errors explain failures
     */
    public ApiClient(
            UpstreamClient http, ApiAddress address, Authorization authorization, ApiKeys keys, UpstreamErrors errors) {
        this.http = http;
        this.address = address;
        this.authorization = authorization;
        this.keys = keys;
        this.errors = errors;
    }

    /**
     * Sends a call and waits for the head of its reply.
     *
     * @param call what to send
     * @return a reply with a status of 2xx, which the caller closes
     * @throws ProviderException if there is no reply of success; of the refusals of several keys the most informative
     */
    public UpstreamResponse send(ApiCall call) {
        List<Secret> usable = keys.inTurn(call.model());
        if (usable.isEmpty()) {
            return checked(call, http.send(request(call, null)));
        }
        ProviderException thrown = null;
        for (Secret key : usable) {
            UpstreamResponse response = http.send(request(call, key));
            try {
                return checked(call, response);
            } catch (ProviderException refusal) {
                if (!keys.recordFailure(key, call.model(), refusal)) {
                    throw refusal;
                }
                thrown = thrown == null || rank(refusal) > rank(thrown) ? refusal : thrown;
            }
        }
        throw thrown;
    }

    /** A reached limit says more than a missing entitlement, and that more than a refused key. */
    private static int rank(ProviderException refusal) {
        return switch (refusal.kind()) {
            case SIGN_IN_REQUIRED -> 0;
            case NOT_ENTITLED -> 1;
            default -> 2;
        };
    }

    private UpstreamResponse checked(ApiCall call, UpstreamResponse response) {
        if (response.status() >= 200 && response.status() < 300) {
            return response;
        }
        throw errors.of(call.shownPath(), response.status(), response.headers(), Bodies.ofError(response));
    }

    private UpstreamRequest request(ApiCall call, @Nullable Secret key) {
        Headers.Builder headers = Headers.builder().set("User-Agent", "Sluice");
        call.headers().forEach(headers::set);
        if (key != null) {
            authorization.apply(headers, key);
        }
        URI uri = address.at(call.path());
        return call.body()
                .map(body -> UpstreamRequest.post(uri, headers.build(), body, call.deadlines()))
                .orElseGet(() -> UpstreamRequest.get(uri, headers.build(), call.deadlines()));
    }
}
