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
 * Leads an id to those who may answer for it: a model's own to that model, a virtual model's to its candidates, and one
 * that is none to whatever is configured to stand in. Safe for use by several threads.
 */
public final class Planner {
    private final Router router;
    private final ModelCatalogue catalogue;
    private final ConversationMemory memory;
    private final LongSupplier random;

    /**
     * Makes a planner.
     *
     * @param router finds models by their own ids
     * @param catalogue the models there are, and the names that stand for them
     * @param memory tells who answered before
     * @param random chooses where weights count and nothing else tells
     */
    public Planner(Router router, ModelCatalogue catalogue, ConversationMemory memory, LongSupplier random) {
        this.router = router;
        this.catalogue = catalogue;
        this.memory = memory;
        this.random = random;
    }

    /**
     * Finds who may answer a request.
     *
     * @param modelId as the caller wrote it
     * @param dialect what the caller speaks
     * @param conversation reads what the request is a part of; asked at most once, and only if there is a choice
     * @return who
     * @throws ProviderException as {@link Router#route} does
     */
    public RoutePlan plan(String modelId, Dialect dialect, Supplier<Conversation> conversation) {
        VirtualModels names = catalogue.names();
        if (names.isEmpty()) {
            return RoutePlan.only(modelId, router.route(modelId, dialect));
        }
        Optional<String> standIn = names.find(modelId).isPresent() ? Optional.empty() : standIn(modelId, names);
        String meant = standIn.orElse(modelId);
        return names.find(meant)
                .map(virtual -> several(modelId, names, virtual, dialect, conversation))
                .orElseGet(() -> RoutePlan.only(modelId, router.route(meant, dialect)));
    }

    /**
     * Notes who answers, so that what goes on from the answer finds its way back.
     *
     * @param replyId the reply's id; nothing if it has none to go on from
     */
    public void answered(RoutePlan plan, Route route, Optional<String> replyId) {
        memory.answered(plan.requestedId(), plan.conversation(), replyId, route.listedId());
    }

    /** Lists all models, waiting for providers no longer than a caller can. */
    public Listing listing() {
        // Asks providers where that is due, which the names of virtual models then go by.
        Listing own = catalogue.listing();
        return new Listing(
                Stream.concat(virtualModels().stream(), own.models().stream()).toList(), own.warnings());
    }

    /**
     * Finds what an id is shown as.
     *
     * @param modelId any id of a model, or of a virtual one
     * @return the model
     * @throws ProviderException as {@link Router#model} does
     */
    public ShownModel model(String modelId) {
        VirtualModels names = catalogue.names();
        Optional<String> standIn = names.find(modelId).isPresent() ? Optional.empty() : standIn(modelId, names);
        String meant = standIn.orElse(modelId);
        Optional<VirtualModel> virtual = names.find(meant);
        if (virtual.isEmpty()) {
            return ShownModel.of(router.model(meant));
        }
        return shown(names, virtual.get()).orElseThrow(() -> none(meant, ids(names, virtual.get())));
    }

    /**
     * Lists the virtual models of which there is a candidate at least.
     *
     * @return in the order of the configuration
     */
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

    /** Finds the id that stands in for one that is no model's. */
    private Optional<String> standIn(String modelId, VirtualModels names) {
        if (!names.hasStandIns()
                || !Router.mayBeAnId(modelId)
                || !router.known(modelId).isEmpty()) {
            return Optional.empty();
        }
        if (router.isForItsProviderToJudge(modelId)) {
            return Optional.empty();
        }
        Optional<String> pattern = names.byPattern(modelId);
        return pattern.isPresent() || router.namesAProvider(modelId) ? pattern : names.standIn();
    }

    private RoutePlan several(
            String requestedId,
            VirtualModels names,
            VirtualModel virtual,
            Dialect dialect,
            Supplier<Conversation> conversation) {
        Conversation[] read = new Conversation[1];
        Supplier<Conversation> once = () -> {
            if (read[0] == null) {
                read[0] = conversation.get();
            }
            return read[0];
        };
        Set<String> ids = names.candidates(virtual, () -> once.get().key().orElseGet(random));
        List<Route> routes = routes(virtual.id(), ids, dialect);
        Conversation part = routes.size() > 1 ? once.get() : Conversation.UNKNOWN;
        return new RoutePlan(
                requestedId,
                routes.size() > 1 ? remembered(requestedId, routes, part) : routes,
                part,
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
                // Two spellings of one model are one candidate.
                route.filter(each -> seen.add(each.listedId())).ifPresent(routes::add);
            } catch (ProviderException e) {
                unsuitable = unsuitable.or(() -> Optional.of(e));
            }
        }
        if (routes.isEmpty()) {
            throw unsuitable.orElseGet(() -> none(name, ids));
        }
        return routes;
    }

    /** Only the model that wrote the reply a request goes on from can go on; the one that signed reasoning does so best. */
    private List<Route> remembered(String requestedId, List<Route> routes, Conversation conversation) {
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

    private static ProviderException none(String name, Set<String> ids) {
        return ProviderException.builder(
                        ErrorKind.UNKNOWN_MODEL,
                        "None of the models that '" + name + "' stands for is there now: " + String.join(", ", ids)
                                + ". /v1/models lists those there are, and routing.models in application.yaml says"
                                + " what it stands for.")
                .code("model_not_found")
                .parameter("model")
                .build();
    }
}
