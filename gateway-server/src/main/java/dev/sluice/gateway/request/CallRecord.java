package dev.sluice.gateway.request;

import dev.sluice.gateway.http.RequestContext;
import dev.sluice.gateway.http.StreamOutcome;
import dev.sluice.gateway.metrics.CallLabels;
import dev.sluice.gateway.resilience.AttemptLog;
import dev.sluice.gateway.routing.ModelCatalogue;
import dev.sluice.gateway.routing.Route;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of a completed model request, beside its {@link RequestContext}.
 *
 * @param operation the API's name for it, in metrics
 * @param route the candidate that answered or was called first; null if there was none
 * @param upstreamModel the model that the reply names; null if none does
 * @param error why it failed before anything was sent; empty if it did not
 */
record CallRecord(
        String operation,
        boolean streaming,
        @Nullable Route route,
        @Nullable String upstreamModel,
        String error,
        AttemptLog log) {

    void count(RequestContext context, RequestServices services) {
        log.fallbacks().forEach(each -> services.metrics().fellBack(each.provider(), each.reason()));
        log.hedges().forEach(services.metrics()::hedged);
        log.hedgeWon().ifPresent(services.metrics()::hedgeWon);
        boolean streamed = streaming && context.firstByteNanos() > 0 && error.isEmpty();
        services.metrics()
                .ended(
                        labels(context.outcome(), services.catalogue()),
                        context.elapsedNanos(),
                        streamed ? context.firstByteNanos() : 0,
                        Optional.ofNullable(context.usage()));
        if (streamed || (streaming && context.outcome() == StreamOutcome.CLIENT_GONE)) {
            services.metrics().streamEnded(context.outcome().label());
        }
    }

    /** A model in no list, whose id a client may have invented, makes no label. */
    private CallLabels labels(StreamOutcome outcome, ModelCatalogue catalogue) {
        String errorType = error.isEmpty() && outcome != StreamOutcome.COMPLETE ? outcome.label() : error;
        if (route == null) {
            return new CallLabels(operation, CallLabels.UNKNOWN, CallLabels.UNKNOWN, CallLabels.UNKNOWN, errorType);
        }
        String provider = route.provider().id();
        boolean requestKnown = catalogue.knows(provider, route.model().id());
        return new CallLabels(
                operation,
                provider,
                requestKnown ? route.listedId() : CallLabels.UNKNOWN,
                upstreamModel != null && catalogue.knows(provider, upstreamModel) ? upstreamModel : CallLabels.UNKNOWN,
                errorType);
    }
}
