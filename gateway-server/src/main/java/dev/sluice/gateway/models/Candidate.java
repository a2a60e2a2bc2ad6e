package dev.sluice.gateway.models;

import dev.sluice.dialects.Bridges;
import dev.sluice.gateway.resilience.Attempts;
import dev.sluice.gateway.resilience.CannotCarryException;
import dev.sluice.gateway.resilience.Contender;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** A model that may answer one request. */
final class Candidate implements Contender {
    private final ModelRoute route;
    private final Wording.Question question;
    private final byte[] body;
    private final Bridges bridges;
    private volatile List<String> leftOut = List.of();

    Candidate(ModelRoute route, Wording.Question question, byte[] body, Bridges bridges) {
        this.route = route;
        this.question = question;
        this.body = body;
        this.bridges = bridges;
    }

    ModelRoute route() {
        return route;
    }

    /** Returns the fields that the model was not told. */
    List<String> leftOut() {
        return leftOut;
    }

    @Override
    public String model() {
        return route.listedId();
    }

    @Override
    public String provider() {
        return route.provider();
    }

    @Override
    public long contextTokens() {
        return route.model().promptTokens().orElse(route.model().contextTokens().orElse(0));
    }

    @Override
    public Optional<Duration> limit() {
        return route.total(question.facts().streaming());
    }

    @Override
    public void ask(Attempts attempts, Consumer<Reply> answer) {
        Wording wording;
        try {
            wording = wording();
        } catch (ProviderException e) {
            if (e.kind() == ErrorKind.INVALID_REQUEST) {
                throw new CannotCarryException(e);
            }
            throw e;
        }
        send(wording, attempts, reply -> {
            answer.accept(reply);
            return true;
        });
    }

    /** Asks on the current thread. */
    <T> T send(Attempts attempts, Function<Reply, T> relay) {
        return send(wording(), attempts, relay);
    }

    private <T> T send(Wording wording, Attempts attempts, Function<Reply, T> relay) {
        return route.send(
                wording.request(),
                attempts,
                reply -> relay.apply(wording.reply().apply(reply)));
    }

    private Wording wording() {
        Wording wording = Wording.of(question, body, route, bridges);
        leftOut = wording.leftOut();
        return wording;
    }
}
