package dev.sluice.provider.support;

import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Secret;
import dev.sluice.provider.UpstreamClient;
import dev.sluice.provider.UpstreamRequest;
import dev.sluice.provider.UpstreamResponse;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls one upstream with the keys for it. A key that is refused, used up or not allowed to do this is followed by the next one, within the
 * same call: nothing of a reply has been passed on by then. Every other failure is the caller's to see, and the
 * gateway's to retry. Safe for use by several threads.
 */
public final class ApiClient {
    private final UpstreamClient http;
    private final ApiAddress address;
    private final Authorization authorization;
    private final ApiKeys keys;
    private final UpstreamErrors errors;

    /**
     * Makes a client.
     *
     * @param http to reach the upstream with; it follows no redirects
     * @param address where the API is
     * @param authorization how a key is shown
     * @param keys whose turn it is
     * @param errors what refusals mean
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
     * @return a reply of success, which the caller closes
     * @throws ProviderException if there is no reply of success; of several keys' refusals the one that says most
     */
    public UpstreamResponse send(ApiCall call) {
        List<Secret> usable = keys.inTurn(call.model());
        if (usable.isEmpty()) {
            return answered(call, http.send(request(call, null)));
        }
        ProviderException told = null;
        for (Secret key : usable) {
            UpstreamResponse response = http.send(request(call, key));
            try {
                return answered(call, response);
            } catch (ProviderException refusal) {
                if (!keys.learn(key, call.model(), refusal)) {
                    throw refusal;
                }
                told = told == null || says(refusal) > says(told) ? refusal : told;
            }
        }
        throw told;
    }

    /** That a limit is reached says more than that a key may not do this, and that more than that another is no good. */
    private static int says(ProviderException refusal) {
        return switch (refusal.kind()) {
            case SIGN_IN_REQUIRED -> 0;
            case NOT_ENTITLED -> 1;
            default -> 2;
        };
    }

    private UpstreamResponse answered(ApiCall call, UpstreamResponse response) {
        if (response.status() >= 200 && response.status() < 300) {
            return response;
        }
        throw errors.of(call.shownPath(), response.status(), response.headers(), Bodies.ofError(response));
    }

    private UpstreamRequest request(ApiCall call, @Nullable Secret key) {
        Headers.Builder headers = Headers.builder().set("User-Agent", "Sluice");
        call.headers().forEach(headers::set);
        if (key != null) {
            authorization.show(headers, key);
        }
        URI uri = address.at(call.path());
        return call.body()
                .map(body -> UpstreamRequest.post(uri, headers.build(), body, call.deadlines()))
                .orElseGet(() -> UpstreamRequest.get(uri, headers.build(), call.deadlines()));
    }
}
