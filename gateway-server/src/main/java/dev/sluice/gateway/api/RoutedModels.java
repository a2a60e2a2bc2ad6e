package dev.sluice.gateway.api;

import dev.sluice.gateway.limits.Admission;
import dev.sluice.gateway.limits.RateLimits;
import dev.sluice.gateway.models.ModelDirectory;
import dev.sluice.gateway.models.ModelListing;
import dev.sluice.gateway.models.ModelPlan;
import dev.sluice.gateway.models.ModelRoute;
import dev.sluice.gateway.resilience.Attempts;
import dev.sluice.gateway.resilience.ProviderCalls;
import dev.sluice.gateway.routing.Conversation;
import dev.sluice.gateway.routing.ConversationMemory;
import dev.sluice.gateway.routing.Listing;
import dev.sluice.gateway.routing.ModelCatalogue;
import dev.sluice.gateway.routing.ModelDeadlines;
import dev.sluice.gateway.routing.Planner;
import dev.sluice.gateway.routing.Route;
import dev.sluice.gateway.routing.RoutePlan;
import dev.sluice.gateway.routing.Router;
import dev.sluice.gateway.routing.ShownModel;
import dev.sluice.provider.Deadlines;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The models of the catalogue, asked as limits, retries, breakers and bulkheads allow. Safe for use by several threads. */
public final class RoutedModels implements ModelDirectory {
    private final Planner planner;
    private final ModelCatalogue catalogue;
    private final ProviderCalls calls;
    private final RateLimits limits;
    private final Supplier<ModelDeadlines> deadlines;
    private final ConversationMemory memory = new ConversationMemory();

    /**
     * Makes a directory.
     *
     * @param router finds models
     * @param catalogue lists them
     * @param calls asks them
     * @param limits say how much providers are asked
     * @param deadlines how long upstreams are waited for
     */
    public RoutedModels(
            Router router,
            ModelCatalogue catalogue,
            ProviderCalls calls,
            RateLimits limits,
            Supplier<ModelDeadlines> deadlines) {
        this.planner = new Planner(
                router, catalogue, memory, () -> ThreadLocalRandom.current().nextLong());
        this.catalogue = catalogue;
        this.calls = calls;
        this.limits = limits;
        this.deadlines = deadlines;
    }

    @Override
    public ModelPlan plan(String modelId, Dialect dialect, Supplier<Conversation> conversation) {
        RoutePlan plan = planner.plan(modelId, dialect, conversation);
        List<Route> routes = plan.routes();
        return new Plan(
                plan,
                routes.size() == 1
                        ? List.of(new Way(routes.getFirst(), modelId))
                        : routes.stream()
                                .<ModelRoute>map(route -> new Way(route, modelId))
                                .toList());
    }

    @Override
    public ModelListing listing() {
        // Asks providers where that is due, which the names of virtual models then go by.
        Listing listing = catalogue.listing();
        return new ModelListing(
                Stream.concat(
                                planner.virtualModels().stream(),
                                listing.models().stream().map(ShownModel::of))
                        .map(RoutedModels::entry)
                        .toList(),
                listing.troubles());
    }

    @Override
    public ModelListing.Entry find(String modelId) {
        return entry(planner.model(modelId));
    }

    @Override
    public boolean knows(String provider, String modelId) {
        return catalogue.knows(provider, modelId);
    }

    private static ModelListing.Entry entry(ShownModel model) {
        return new ModelListing.Entry(model.id(), model.provider(), model.model());
    }

    private final class Plan implements ModelPlan {
        private final RoutePlan plan;
        private final List<ModelRoute> routes;

        Plan(RoutePlan plan, List<ModelRoute> routes) {
            this.plan = plan;
            this.routes = routes;
        }

        @Override
        public List<ModelRoute> routes() {
            return routes;
        }

        @Override
        public Conversation conversation() {
            return plan.conversation();
        }

        @Override
        public Optional<Duration> hedgeAfter() {
            return plan.hedgeAfter();
        }

        @Override
        public Duration within() {
            return plan.within();
        }

        @Override
        public void answered(ModelRoute route, Optional<String> replyId) {
            memory.answered(plan.requestedId(), plan.conversation(), replyId, route.listedId());
        }
    }

    private final class Way implements ModelRoute {
        private final Route route;
        private final String requestedId;

        Way(Route route, String requestedId) {
            this.route = route;
            this.requestedId = requestedId;
        }

        @Override
        public String provider() {
            return route.provider().id();
        }

        @Override
        public String listedId() {
            return route.listedId();
        }

        @Override
        public Model model() {
            return route.model();
        }

        @Override
        public Dialect dialect() {
            return route.dialect();
        }

        @Override
        public Deadlines deadlines() {
            return deadlines.get().of(route.listedId(), requestedId);
        }

        @Override
        public Optional<Duration> total(boolean streaming) {
            ModelDeadlines now = deadlines.get();
            return streaming
                    ? now.streamTotal(route.listedId(), requestedId)
                    : now.total(route.listedId(), requestedId);
        }

        @Override
        public <T> T send(ProviderRequest request, Attempts attempts, Function<Reply, T> relay) {
            try (Admission admission = limits.ofProvider(provider())) {
                admission.request();
                if (request.streaming()) {
                    admission.stream();
                }
                return calls.call(route, request, attempts, relay);
            }
        }

        @Override
        public OptionalLong countTokens(ProviderRequest request) {
            return calls.countTokens(route, request);
        }
    }
}
