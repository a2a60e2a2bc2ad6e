package dev.sluice.gateway.routing;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Resolves a model's id to the provider that answers for it. Safe for use by several threads. */
public final class Router {
    private static final int MAX_ID_LENGTH = 256;

    private final ModelCatalogue catalogue;
    private final BiFunction<Dialect, Set<Dialect>, Optional<Dialect>> bridges;
    private final Function<Dialect, String> paths;

    /**
     * {@code bridges} chooses, for a client's dialect, among the dialects of a model, or returns empty if none can be
     * translated; {@code paths} returns a dialect's path, for messages.
     */
    public Router(
            ModelCatalogue catalogue,
            BiFunction<Dialect, Set<Dialect>, Optional<Dialect>> bridges,
            Function<Dialect, String> paths) {
        this.catalogue = catalogue;
        this.bridges = bridges;
        this.paths = paths;
    }

    /**
     * Resolves an id as the client wrote it: {@code acme-large}, {@code ext-acme-large}, {@code acme/large}, or
     * {@code large} alone. As a rule it only looks the id up; for an unknown id the lists are fetched again, within the
     * catalogue's limit and not too often. Where the provider named has no list of models, the route is to the model as
     * written, so that the provider itself reports what is wrong.
     *
     * @throws ProviderException with {@link ErrorKind#UNKNOWN_MODEL} and code {@code model_not_found}, or
     *     {@link ErrorKind#INVALID_REQUEST} and code {@code unsupported_api_for_model} or {@code model_ambiguous}
     */
    public Route route(String modelId, Dialect dialect) {
        List<ListedModel> found = find(modelId);
        if (found.isEmpty()) {
            return unlisted(modelId, dialect).orElseThrow(() -> unknown(modelId));
        }
        return route(modelId, found, dialect);
    }

    private Route route(String modelId, List<ListedModel> found, Dialect dialect) {
        ListedModel chosen = choose(modelId, closest(found, dialect));
        catalogue.keepFresh(chosen.provider());
        Model model = chosen.model();
        Dialect spoken =
                bridges.apply(dialect, model.dialects()).orElseThrow(() -> unsupported(modelId, dialect, model));
        return new Route(chosen.id(), chosen.provider(), model, spoken);
    }

    /**
     * Returns the models that need no translation, if there are any; else those that can be translated to, else all.
     */
    private List<ListedModel> closest(List<ListedModel> found, Dialect dialect) {
        List<ListedModel> natives = found.stream()
                .filter(each -> each.model().dialects().contains(dialect))
                .toList();
        if (!natives.isEmpty()) {
            return natives;
        }
        List<ListedModel> bridged = found.stream()
                .filter(each -> bridges.apply(dialect, each.model().dialects()).isPresent())
                .toList();
        return bridged.isEmpty() ? found : bridged;
    }

    /**
     * Returns the model of an id.
     *
     * @throws ProviderException as {@link #route} does, except for dialects
     */
    public ListedModel model(String modelId) {
        List<ListedModel> found = find(modelId);
        if (found.isEmpty()) {
            throw unknown(modelId);
        }
        return choose(modelId, found);
    }

    /**
     * Returns the models of a configured id. Calls providers only if there is one that was not called yet: a model that
     * is unavailable must not delay every request.
     */
    List<ListedModel> known(String modelId) {
        List<ListedModel> found = catalogue.index().find(modelId);
        if (!found.isEmpty()) {
            return found;
        }
        List<ProviderModels> untried =
                catalogue.lists().stream().filter(list -> !list.tried()).toList();
        if (untried.isEmpty()) {
            return found;
        }
        catalogue.refresh(untried);
        return catalogue.index().find(modelId);
    }

    /** Returns the route to one of a virtual model's candidates; empty if it is not available now. */
    Optional<Route> candidate(String modelId, Dialect dialect) {
        List<ListedModel> found = known(modelId);
        return found.isEmpty() ? unlisted(modelId, dialect) : Optional.of(route(modelId, found, dialect));
    }

    /** Returns whether an id starts with a provider's prefix. */
    boolean namesProvider(String modelId) {
        return !named(modelId).isEmpty();
    }

    /** Returns whether an id names a provider whose models are not known. */
    boolean isOfUnlistedProvider(String modelId) {
        return named(modelId).stream().anyMatch(each -> hasNoList(each.list()));
    }

    static boolean isPlausibleId(String modelId) {
        return !modelId.isBlank() && modelId.length() <= MAX_ID_LENGTH;
    }

    private List<ListedModel> find(String modelId) {
        List<ListedModel> found = catalogue.index().find(modelId);
        if (!found.isEmpty() || !isPlausibleId(modelId)) {
            return found;
        }
        List<Named> named = named(modelId);
        catalogue.refresh(
                named.isEmpty()
                        ? catalogue.lists()
                        : named.stream().map(Named::list).toList());
        return catalogue.index().find(modelId);
    }

    private ListedModel choose(String modelId, List<ListedModel> found) {
        ListedModel first = found.getFirst();
        if (found.size() > 1 && catalogue.rank(first.provider()) == Integer.MAX_VALUE) {
            throw ProviderException.builder(
                            ErrorKind.INVALID_REQUEST,
                            "Several providers have a model " + quoted(modelId) + ": use "
                                    + found.stream().map(ListedModel::id).collect(Collectors.joining(" or "))
                                    + ", or set routing.provider-order.")
                    .code("model_ambiguous")
                    .parameter("model")
                    .build();
        }
        return first;
    }

    /** A provider that an id names, and the rest of the id. */
    private record Named(ProviderModels list, String model) {}

    private List<Named> named(String modelId) {
        String id = modelId.toLowerCase(Locale.ROOT);
        return catalogue.lists().stream()
                .sorted(Comparator.comparingInt(list -> -list.provider().id().length()))
                .flatMap(list -> ModelId.prefixes(list.provider().id()).stream()
                        .filter(prefix -> id.startsWith(prefix) && id.length() > prefix.length())
                        .map(prefix -> new Named(list, modelId.substring(prefix.length()))))
                .toList();
    }

    /** Returns a route to a provider without a list of models, which can best report why it has none. */
    private Optional<Route> unlisted(String modelId, Dialect dialect) {
        if (!isPlausibleId(modelId)) {
            return Optional.empty();
        }
        List<Named> named = named(modelId);
        if (named.isEmpty() && catalogue.lists().stream().allMatch(Router::hasNoList)) {
            named = catalogue.lists().stream()
                    .sorted(Comparator.comparingInt(list -> catalogue.rank(list.provider())))
                    .map(list -> new Named(list, modelId))
                    .toList();
        }
        return named.stream()
                .filter(each -> hasNoList(each.list()))
                .findFirst()
                .map(each -> new Route(
                        new ModelId(each.list().provider().id(), each.model()).listed(),
                        each.list().provider(),
                        Model.builder(each.model()).dialects(List.of(dialect)).build(),
                        dialect));
    }

    private static boolean hasNoList(ProviderModels list) {
        return list.known().isEmpty();
    }

    private ProviderException unknown(String modelId) {
        StringBuilder message = new StringBuilder("There is no model ").append(quoted(modelId));
        List<String> near = catalogue.index().near(modelId, 3);
        if (!near.isEmpty()) {
            message.append("; did you mean ").append(String.join(", ", near)).append('?');
        } else {
            message.append("; GET /v1/models lists the available models.");
        }
        String missing = catalogue.lists().stream()
                .filter(Router::hasNoList)
                .map(list -> list.provider().id())
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            message.append(" The models of ").append(missing).append(" could not be listed.");
        }
        return ProviderException.builder(ErrorKind.UNKNOWN_MODEL, message.toString())
                .code("model_not_found")
                .parameter("model")
                .build();
    }

    private ProviderException unsupported(String modelId, Dialect dialect, Model model) {
        String supported = model.dialects().stream().map(paths).sorted().collect(Collectors.joining(", "));
        return ProviderException.builder(
                        ErrorKind.INVALID_REQUEST,
                        "The model " + quoted(modelId) + " does not support " + paths.apply(dialect) + "; it supports "
                                + supported + ".")
                .code("unsupported_api_for_model")
                .parameter("model")
                .build();
    }

    private static String quoted(String modelId) {
        String shown = modelId.length() > 100 ? modelId.substring(0, 100) + "..." : modelId;
        return "'" + shown.replaceAll("\\p{Cntrl}", "?") + "'";
    }
}
