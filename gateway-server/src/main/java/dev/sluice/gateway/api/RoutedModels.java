package dev.sluice.gateway.api;

import dev.sluice.gateway.models.ModelDirectory;
import dev.sluice.gateway.models.ModelListing;
import dev.sluice.gateway.models.ModelRoute;
import dev.sluice.gateway.resilience.Attempts;
import dev.sluice.gateway.resilience.ProviderCalls;
import dev.sluice.gateway.routing.ListedModel;
import dev.sluice.gateway.routing.Listing;
import dev.sluice.gateway.routing.ModelCatalogue;
import dev.sluice.gateway.routing.Route;
import dev.sluice.gateway.routing.Router;
import dev.sluice.provider.Deadlines;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** The models of the catalogue, asked as retries, breakers and bulkheads allow. Safe for use by several threads. */
public final class RoutedModels implements ModelDirectory {
    private final Router router;
    private final ModelCatalogue catalogue;
    private final ProviderCalls calls;
    private final Supplier<Deadlines> deadlines;

    /**
     * Makes a directory.
     *
     * @param router finds models
     * @param catalogue lists them
     * @param calls asks them
     * @param deadlines how long upstreams are waited for
     */
    public RoutedModels(Router router, ModelCatalogue catalogue, ProviderCalls calls, Supplier<Deadlines> deadlines) {
        this.router = router;
        this.catalogue = catalogue;
        this.calls = calls;
        this.deadlines = deadlines;
    }

    @Override
    public ModelRoute route(String modelId, Dialect dialect) {
        return new Way(router.route(modelId, dialect));
    }

    @Override
    public ModelListing listing() {
        Listing listing = catalogue.listing();
        return new ModelListing(
                listing.models().stream().map(RoutedModels::entry).toList(), listing.troubles());
    }

    @Override
    public ModelListing.Entry find(String modelId) {
        return entry(router.model(modelId));
    }

    @Override
    public boolean knows(String provider, String modelId) {
        return catalogue.knows(provider, modelId);
    }

    private static ModelListing.Entry entry(ListedModel model) {
        return new ModelListing.Entry(model.id(), model.provider().id(), model.model());
    }

    private final class Way implements ModelRoute {
        private final Route route;

        Way(Route route) {
            this.route = route;
        }

        @Override
        public String provider() {
            return route.provider().id();
        }

        @Override
        public String listedId() {
            return route.provider().id() + "-" + route.model().id();
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
            return deadlines.get();
        }

        @Override
        public <T> T send(ProviderRequest request, IntConsumer count, Function<Reply, T> relay) {
            Attempts attempts = new Attempts();
            try {
                return calls.call(route, request, attempts, relay);
            } finally {
                count.accept(attempts.count());
            }
        }

        @Override
        public OptionalLong countTokens(ProviderRequest request) {
            return calls.countTokens(route, request);
        }
    }
}
