package dev.sluice.gateway.models;

import dev.sluice.gateway.http.ClientDeparture;
import dev.sluice.gateway.http.Ending;
import dev.sluice.gateway.http.EventRelay;
import dev.sluice.gateway.http.PassedHeaders;
import dev.sluice.gateway.metrics.CallLabels;
import dev.sluice.gateway.models.ModelEndpoint.Wiring;
import dev.sluice.gateway.resilience.Attempts;
import dev.sluice.gateway.resilience.Contest;
import dev.sluice.gateway.resilience.Trail;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Reply;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request from its facts to its record. */
final class ModelRequest {
    /** Names the fields of the request that the model was not told, as its dialect has no place for them. */
    private static final HeaderName LEFT_OUT = HeaderNames.create("x-sluice-left-out");

    private final Caller caller;
    private final RequestFacts facts;
    private final Surface surface;
    private final Wiring wiring;
    private final Trail trail = new Trail();
    private @Nullable ModelRoute route;
    private @Nullable ReplyModel replyModel;
    private String error = "";

    ModelRequest(Caller caller, RequestFacts facts, Surface surface, Wiring wiring) {
        this.caller = caller;
        this.facts = facts;
        this.surface = surface;
        this.wiring = wiring;
    }

    void run(byte[] body, EventRelay relay, ClientDeparture.Watch watch) {
        try {
            ModelPlan plan =
                    wiring.models().plan(facts.model(), surface.dialect(), () -> ConversationReader.read(body));
            answeredBy(plan.routes().getFirst());
            ModelCall call = new ModelCall(caller, facts, surface, relay, watch);
            replyModel = call.model();
            caller.exchange().ending(send(plan, candidates(plan, body), call));
        } catch (ProviderException e) {
            error = FailedCall.tell(caller, told(e), watch);
        } finally {
            note();
        }
    }

    private List<Candidate> candidates(ModelPlan plan, byte[] body) {
        Wording.Question question = new Wording.Question(
                surface,
                facts,
                PassedHeaders.ofCaller(caller.request().headers()),
                caller.exchange().id());
        return plan.routes().stream()
                .map(each -> new Candidate(each, question, body, wiring.bridges()))
                .toList();
    }

    /** Where there is no choice and no limit to the whole, the model is asked on the request's own thread. */
    private Ending send(ModelPlan plan, List<Candidate> candidates, ModelCall call) {
        Candidate first = candidates.getFirst();
        if (candidates.size() == 1
                && !plan.conversation().isKnown()
                && first.limit().isEmpty()) {
            return alone(first, call);
        }
        Contest.Terms terms = new Contest.Terms(
                plan.within(), plan.hedgeAfter(), () -> caller.exchange().firstByteNanos() == 0);
        return new Contest<>(candidates, terms, trail).run((winner, reply) -> relayed(plan, winner, reply, call));
    }

    private Ending alone(Candidate candidate, ModelCall call) {
        Attempts attempts = new Attempts();
        boolean[] told = new boolean[1];
        try {
            return candidate.send(
                    attempts,
                    reply -> call.relay(reply, () -> {
                        trail.add(candidate.model(), attempts);
                        told[0] = true;
                        head(candidate);
                    }));
        } finally {
            if (!told[0]) {
                trail.add(candidate.model(), attempts);
            }
        }
    }

    private Ending relayed(ModelPlan plan, Candidate winner, Reply reply, ModelCall call) {
        answeredBy(winner.route());
        return call.relay(reply, () -> {
            if (plan.conversation().isKnown()) {
                plan.answered(winner.route(), ReplyIds.of(surface.dialect(), reply));
            }
            head(winner);
        });
    }

    private void answeredBy(ModelRoute to) {
        route = to;
        caller.exchange().provider(to.provider());
    }

    /** Sets the headers that depend on who answers. */
    private void head(Candidate answering) {
        if (!answering.leftOut().isEmpty()) {
            caller.response().header(LEFT_OUT, String.join(", ", answering.leftOut()));
        }
        wiring.limits().tell(caller, answering.provider());
        if (Explanation.wanted(caller.request().headers())) {
            Explanation.give(caller.response(), answering.route(), trail);
        }
    }

    private ProviderException told(ProviderException failure) {
        caller.exchange().attempts(trail.sent());
        if (trail.retried()) {
            caller.exchange().retried();
        }
        if (route != null) {
            wiring.limits().tell(caller, route.provider());
        }
        if (Explanation.wanted(caller.request().headers())) {
            Explanation.give(caller.response(), null, trail);
        }
        return failure;
    }

    private void note() {
        caller.exchange().attempts(trail.sent());
        if (trail.steps().size() > 1) {
            caller.exchange().tried(trail.toString());
        }
        trail.moves().forEach(move -> wiring.metrics().fellBack(move.provider(), move.reason()));
        trail.hedges().forEach(wiring.metrics()::hedged);
        trail.hedgeWon().ifPresent(wiring.metrics()::hedgeWon);
    }

    void record() {
        ModelRoute to = route;
        CallLabels labels = new CallLabels(
                surface.operation(),
                to == null ? CallLabels.UNKNOWN : to.provider(),
                to == null ? CallLabels.UNKNOWN : requestModel(to),
                to == null ? CallLabels.UNKNOWN : responseModel(to),
                errorType());
        boolean streamed = facts.streaming() && caller.exchange().firstByteNanos() > 0 && error.isEmpty();
        wiring.metrics()
                .ended(
                        labels,
                        caller.exchange().elapsedNanos(),
                        streamed ? caller.exchange().firstByteNanos() : 0,
                        Optional.ofNullable(caller.exchange().usage()));
        Ending ending = caller.exchange().ending();
        if (streamed || (facts.streaming() && ending == Ending.CLIENT_GONE)) {
            wiring.metrics().streamEnded(ending.label());
        }
    }

    private String errorType() {
        Ending ending = caller.exchange().ending();
        return error.isEmpty() && ending != Ending.COMPLETE ? ending.label() : error;
    }

    private String responseModel(ModelRoute to) {
        String answered = replyModel == null ? null : replyModel.answered();
        return answered != null && wiring.models().knows(to.provider(), answered) ? answered : CallLabels.UNKNOWN;
    }

    /** A provider without a list is asked for whatever the caller names; that makes no label. */
    private String requestModel(ModelRoute to) {
        return wiring.models().knows(to.provider(), to.model().id()) ? to.listedId() : CallLabels.UNKNOWN;
    }
}
