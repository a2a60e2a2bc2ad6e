package dev.sluice.gateway.models;

import dev.sluice.gateway.http.ErrorWords;
import dev.sluice.gateway.http.PassedHeaders;
import dev.sluice.gateway.resilience.FallbackRules;
import dev.sluice.gateway.resilience.Trail;
import dev.sluice.provider.Deadlines;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Counts the tokens of one request. Each model's side is asked once at most; a request that has to be put into other
 * words for it is estimated if they can't be found or come to nothing, for its caller has asked no such API.
 */
final class TokenCounting {
    /** What a trail says of a model whose own side does not count. */
    private static final String ESTIMATED = "estimated";

    /** How long to wait for a number that an estimate can stand in for. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Surface surface;
    private final Caller caller;
    private final ModelEndpoint.Wiring wiring;
    private final Trail trail;

    TokenCounting(Surface surface, Caller caller, ModelEndpoint.Wiring wiring, Trail trail) {
        this.surface = surface;
        this.caller = caller;
        this.wiring = wiring;
        this.trail = trail;
    }

    /** Of several models, the first that would be asked says how much it is, or the next if it cannot. */
    TokenCount count(RequestFacts facts, byte[] body) {
        List<ModelRoute> routes = wiring.models()
                .plan(facts.model(), surface.dialect(), () -> ConversationReader.read(body))
                .routes();
        for (ModelRoute route : routes) {
            caller.exchange().provider(route.provider());
            Optional<TokenCount> count = route.dialect().equals(surface.dialect())
                    ? counted(route, facts, body, route.equals(routes.getLast()))
                    : Optional.of(countedInOtherWords(route, body));
            if (count.isPresent()) {
                return count.get();
            }
        }
        throw new AssertionError("a plan has a route");
    }

    private Optional<TokenCount> counted(ModelRoute route, RequestFacts facts, byte[] body, boolean last) {
        long started = System.nanoTime();
        try {
            byte[] words = Asked.same(facts, body, route.model().id()).request();
            OptionalLong exact = route.countTokens(request(route, words, route.deadlines()));
            return Optional.of(
                    exact.isPresent() ? exact(route, exact.getAsLong(), started) : estimate(route, body, started));
        } catch (ProviderException e) {
            failed(route, e, started);
            if (last || !FallbackRules.allow(e)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private TokenCount countedInOtherWords(ModelRoute route, byte[] body) {
        long started = System.nanoTime();
        Optional<byte[]> words = otherWords(route, body);
        if (words.isPresent()) {
            try {
                OptionalLong exact = route.countTokens(request(route, words.get(), patient(route.deadlines())));
                if (exact.isPresent()) {
                    return exact(route, exact.getAsLong(), started);
                }
            } catch (ProviderException e) {
                failed(route, e, started);
                if (e.kind() == ErrorKind.CANCELLED) {
                    throw e;
                }
            }
        }
        return estimate(route, body, started);
    }

    /** What is not merely another dialect's but wrong, the estimate refuses as well. */
    private Optional<byte[]> otherWords(ModelRoute route, byte[] body) {
        try {
            return Optional.of(wiring.bridges().count(surface.dialect(), body, route.dialect(), route.model()));
        } catch (ProviderException e) {
            if (e.kind() == ErrorKind.CANCELLED) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private ProviderRequest request(ModelRoute route, byte[] words, Deadlines deadlines) {
        return ProviderRequest.builder(route.dialect(), route.model().id(), words)
                .headers(PassedHeaders.ofCaller(caller.request().headers()))
                .requestId(caller.exchange().id())
                .deadlines(deadlines)
                .build();
    }

    private static Deadlines patient(Deadlines deadlines) {
        return new Deadlines(shorter(deadlines.connect()), shorter(deadlines.firstByte()), shorter(deadlines.idle()));
    }

    private static Duration shorter(Duration limit) {
        return limit.compareTo(PATIENCE) < 0 ? limit : PATIENCE;
    }

    private TokenCount exact(ModelRoute route, long tokens, long started) {
        trail.add(route.listedId(), "ok", since(started), true);
        return new TokenCount(tokens, route);
    }

    private TokenCount estimate(ModelRoute route, byte[] body, long started) {
        long tokens = wiring.bridges().estimateTokens(surface.dialect(), body, route.model());
        trail.add(route.listedId(), ESTIMATED, since(started), false);
        return new TokenCount(tokens, route);
    }

    private void failed(ModelRoute route, ProviderException failure, long started) {
        trail.add(route.listedId(), failure.code().orElse(ErrorWords.of(failure.kind())), since(started), true);
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
