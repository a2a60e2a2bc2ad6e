package dev.sluice.gateway.auth;

import dev.sluice.gateway.http.Dispatcher;
import dev.sluice.gateway.http.Endpoint;
import dev.sluice.gateway.http.ErrorMapper;
import dev.sluice.gateway.http.ErrorReply;
import dev.sluice.gateway.http.ErrorReplyException;
import dev.sluice.gateway.http.ErrorTypes;
import dev.sluice.gateway.http.JsonResponses;
import dev.sluice.gateway.http.RequestContext;
import dev.sluice.gateway.text.JsonObjects;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.SignIn;
import dev.sluice.provider.SignInStatus;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/**
 * Signing in over HTTP: {@code POST /auth/{provider}} starts the device flow or joins the one that runs, {@code GET}
 * tells how things stand, {@code DELETE} cancels.
 */
public final class SignInEndpoints {
    private static final String PATH = "/auth/";
    private static final String EARLIER = "/api/{id}/auth/";
    private static final Header NO_STORE = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store");

    private final Function<String, Optional<SignIn>> signIns;
    private final Clock clock;

    /**
     * Makes the endpoints.
     *
     * @param signIns finds the way to sign in to a provider by the provider's id
     * @param clock tells how long a code is still valid
     */
    public SignInEndpoints(Function<String, Optional<SignIn>> signIns, Clock clock) {
        this.signIns = signIns;
        this.clock = clock;
    }

    /**
     * Adds the endpoints of all providers, whenever they come and go; also under the paths that users may have in
     * scripts from an earlier gateway, which answer in its words.
     */
    public void addTo(Dispatcher.Builder dispatcher) {
        dispatcher.addBelow(Method.POST, PATH, current(SignIn::start));
        dispatcher.addBelow(Method.GET, PATH, current(SignIn::status));
        dispatcher.addBelow(Method.DELETE, PATH, current(SignInEndpoints::cancel));
        dispatcher.add(Method.POST, EARLIER + "start", earlier(SignIn::start));
        dispatcher.add(Method.GET, EARLIER + "status", earlier(SignIn::status));
        dispatcher.add(Method.POST, EARLIER + "cancel", earlier(SignInEndpoints::cancel));
    }

    private static SignInStatus cancel(SignIn signIn) {
        signIn.cancel();
        return signIn.status();
    }

    private Endpoint current(Function<SignIn, SignInStatus> action) {
        return answering(
                context -> SignInJson.of(action.apply(find(context.path().substring(PATH.length())))));
    }

    private Endpoint earlier(Function<SignIn, SignInStatus> action) {
        return answering(context ->
                EarlierSignInJson.of(action.apply(find(context.path().split("/", 4)[2])), clock.instant()));
    }

    private static Endpoint answering(Function<RequestContext, JsonObject> json) {
        return (request, response, context) -> {
            response.header(NO_STORE);
            try {
                JsonResponses.json(request, response, context, JsonObjects.bytes(json.apply(context)));
            } catch (ProviderException e) {
                context.failed(ErrorTypes.of(e.kind()));
                JsonResponses.error(request, response, context, ErrorMapper.toReply(e, context.id(), false));
            }
        };
    }

    private SignIn find(String provider) {
        return signIns.apply(provider)
                .orElseThrow(() -> new ErrorReplyException(ErrorReply.of(
                        404,
                        ErrorReply.INVALID_REQUEST,
                        "unknown_provider",
                        "There is no provider '" + provider + "' that users sign in to.")));
    }
}
