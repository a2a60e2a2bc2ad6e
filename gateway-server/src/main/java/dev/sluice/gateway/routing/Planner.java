package dev.sluice.gateway.routing;

import dev.sluice.gateway.config.VirtualModel;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Plans which models may answer a request: the model itself, the candidates of a virtual model, or the configured
 * substitute for an unknown id. Safe for use by several threads.
 */
public final class Planner {
    private final Router router;
    private final ModelCatalogue catalogue;
    private final ConversationMemory memory;
    private final LongSupplier random;

    /** {@code random} chooses where weights count and the conversation has no key. */
    public Planner(Router router, ModelCatalogue catalogue, ConversationMemory memory, LongSupplier random) {
        this.router = router;
        this.catalogue = catalogue;
        this.memory = memory;
        this.random = random;
    }

    /**
     * Returns the candidates for a model id as the client wrote it. The conversation is read at most once, and only if
     * there is a choice.
     *
     * @throws ProviderException as {@link Router#route} does
     */
    public RoutePlan plan(String modelId, Dialect dialect, Supplier<ConversationKey> conversation) {
        VirtualModels names = catalogue.names();
        if (names.isEmpty()) {
            return RoutePlan.only(modelId, router.route(modelId, dialect));
        }
        Optional<String> substitute = names.find(modelId).isPresent() ? Optional.empty() : substitute(modelId, names);
        String target = substitute.orElse(modelId);
        return names.find(target)
                .map(virtual -> virtual(modelId, names, virtual, dialect, conversation))
                .orElseGet(() -> RoutePlan.only(modelId, router.route(target, dialect)));
    }

    /**
     * Records which candidate answers, so that requests which continue the conversation go there; {@code replyId} is
     * empty if the reply cannot be continued.
     */
    public void answered(RoutePlan plan, Route route, Optional<String> replyId) {
        memory.answered(plan.requestedId(), plan.conversation(), replyId, route.listedId());
    }

    /** Lists all models, virtual ones first. Waits for providers within the limit of {@link ModelCatalogue#listing}. */
    public Listing listing() {
        // First, as it may fetch lists, which decide what virtual models are available.
        Listing own = catalogue.listing();
        return new Listing(
                Stream.concat(virtualModels().stream(), own.models().stream()).toList(), own.warnings());
    }

    /**
     * Returns the model or virtual model of an id.
     *
     * @throws ProviderException as {@link Router#model} does
     */
    public ShownModel model(String modelId) {
        VirtualModels names = catalogue.names();
        Optional<String> substitute = names.find(modelId).isPresent() ? Optional.empty() : substitute(modelId, names);
        String target = substitute.orElse(modelId);
        Optional<VirtualModel> virtual = names.find(target);
        if (virtual.isEmpty()) {
            return ShownModel.of(router.model(target));
        }
        return shown(names, virtual.get()).orElseThrow(() -> unavailable(target, ids(names, virtual.get())));
    }

    /** Returns the virtual models with at least one available candidate, in the order of the configuration. */
    public List<ShownModel> virtualModels() {
        VirtualModels names = catalogue.names();
        return names.all().stream()
                .flatMap(virtual -> shown(names, virtual).stream())
                .toList();
    }

    private Optional<ShownModel> shown(VirtualModels names, VirtualModel virtual) {
        List<ListedModel> candidates = ids(names, virtual).stream()
                .flatMap(id -> router.known(id).stream().limit(1))
                .toList();
        return candidates.isEmpty() ? Optional.empty() : Optional.of(ShownModel.common(virtual.id(), candidates));
    }

    private static Set<String> ids(VirtualModels names, VirtualModel virtual) {
        return names.candidates(virtual, () -> 0);
    }

    /** Returns the configured substitute for an id that names no model. */
    private Optional<String> substitute(String modelId, VirtualModels names) {
        if (!names.hasSubstitutes()
                || !Router.isPlausibleId(modelId)
                || !router.known(modelId).isEmpty()) {
            return Optional.empty();
        }
        if (router.isOfUnlistedProvider(modelId)) {
            return Optional.empty();
        }
        Optional<String> pattern = names.byPattern(modelId);
        return pattern.isPresent() || router.namesProvider(modelId) ? pattern : names.substitute();
    }

    private RoutePlan virtual(
            String requestedId,
            VirtualModels names,
            VirtualModel virtual,
            Dialect dialect,
            Supplier<ConversationKey> conversation) {
        ConversationKey[] read = new ConversationKey[1];
        Supplier<ConversationKey> once = () -> {
            if (read[0] == null) {
                read[0] = conversation.get();
            }
            return read[0];
        };
        Set<String> ids = names.candidates(virtual, () -> once.get().key().orElseGet(random));
        List<Route> routes = routes(virtual.id(), ids, dialect);
        ConversationKey conversationKey = routes.size() > 1 ? once.get() : ConversationKey.UNKNOWN;
        return new RoutePlan(
                requestedId,
                routes.size() > 1 ? remembered(requestedId, routes, conversationKey) : routes,
                conversationKey,
                names.hedgeAfter(virtual),
                names.within(virtual));
    }

    private List<Route> routes(String name, Set<String> ids, Dialect dialect) {
        Set<String> seen = new LinkedHashSet<>();
        List<Route> routes = new ArrayList<>();
        Optional<ProviderException> unsuitable = Optional.empty();
        for (String id : ids) {
            try {
                Optional<Route> route = router.candidate(id, dialect);
                // Two spellings of one model count once.
                route.filter(each -> seen.add(each.listedId())).ifPresent(routes::add);
            } catch (ProviderException e) {
                unsuitable = unsuitable.or(() -> Optional.of(e));
            }
        }
        if (routes.isEmpty()) {
            throw unsuitable.orElseGet(() -> unavailable(name, ids));
        }
        return routes;
    }

    /**
     * Puts the model first that signed the conversation's reasoning. A stored reply can be continued only by the model
     * that wrote it, which is then the only candidate.
     */
    private List<Route> remembered(String requestedId, List<Route> routes, ConversationKey conversation) {
        Optional<Route> author = memory.author(requestedId, conversation).flatMap(id -> find(routes, id));
        if (author.isPresent()) {
            return List.of(author.get());
        }
        Optional<Route> last = conversation.signed()
                ? memory.last(requestedId, conversation).flatMap(id -> find(routes, id))
                : Optional.empty();
        if (last.isEmpty()) {
            return routes;
        }
        List<Route> ordered = new ArrayList<>(routes);
        ordered.remove(last.get());
        ordered.addFirst(last.get());
        return ordered;
    }

    private static Optional<Route> find(List<Route> routes, String listedId) {
        return routes.stream()
                .filter(route -> route.listedId().equals(listedId))
                .findFirst();
    }

    private static ProviderException unavailable(String name, Set<String> ids) {
        return ProviderException.builder(
                        ErrorKind.UNKNOWN_MODEL,
                        "No candidate of the virtual model '" + name + "' is available: " + String.join(", ", ids)
                                + ". GET /v1/models lists the available models; routing.models in application.yaml"
                                + " names the candidates.")
                .code("model_not_found")
                .parameter("model")
                .build();
    }
}
