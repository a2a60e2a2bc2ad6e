package dev.sluice.gateway.routing;

import dev.sluice.gateway.provider.ProviderHandle;
import dev.sluice.provider.CacheStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The models of all providers. Lists are fetched in parallel and cached, on disk as well; an outdated list is served
 * while a new one is fetched. No request waits longer than the configured limit. Safe for use by several threads.
 */
public final class ModelCatalogue {
    /** Least time between two fetches of a list that requests wait for. */
    private static final Duration MIN_INTERVAL = Duration.ofSeconds(1);

    private final Supplier<List<ProviderHandle>> providers;
    private final CacheStore cache;
    private final Clock clock;
    private volatile RoutingSettings settings;
    private final AtomicLong changes = new AtomicLong();
    private volatile Lists lists = new Lists(List.of(), List.of());
    private volatile Indexed indexed = new Indexed(-1, ModelIndex.EMPTY);

    private record Lists(List<ProviderHandle> providers, List<ProviderModels> all) {}

    private record Indexed(long change, ModelIndex index) {}

    /**
     * {@code providers} returns the running ones, as the very same list while they are the same; {@code cache} keeps
     * lists across restarts.
     */
    public ModelCatalogue(
            Supplier<List<ProviderHandle>> providers, CacheStore cache, Clock clock, RoutingSettings settings) {
        this.providers = providers;
        this.cache = cache;
        this.clock = clock;
        this.settings = settings;
    }

    /** Applies new settings to requests from now on. */
    public void change(RoutingSettings next) {
        settings = next;
        changes.incrementAndGet();
    }

    /** Starts to fetch every list that has not been fetched yet, without waiting. */
    public void prefetch() {
        lists().stream().filter(list -> !list.tried()).forEach(list -> list.refresh(MIN_INTERVAL));
        // Rebuilt, so that it does not keep removed providers in memory.
        index();
    }

    /**
     * Lists the models of all providers. Waits, within the limit, for providers whose list is missing or was not
     * fetched since the start; stops waiting if interrupted, and leaves the flag set.
     */
    public Listing listing() {
        List<ProviderModels> all = lists();
        List<ProviderModels.Fetch> awaited = new ArrayList<>();
        for (ProviderModels list : all) {
            if (!list.isFresh(settings.listFreshness())) {
                boolean wait = !list.tried() || list.known().isEmpty();
                list.refresh(MIN_INTERVAL).filter(fetch -> wait).ifPresent(awaited::add);
            }
        }
        await(awaited);
        Map<String, String> warnings = new TreeMap<>();
        for (ProviderModels list : all) {
            list.warning(settings.listLimit())
                    .ifPresent(warning -> warnings.put(list.provider().id(), warning));
        }
        return new Listing(models(all).stream().map(ShownModel::of).toList(), warnings);
    }

    /** Returns whether a provider is known to have a model of this upstream id, without calling the provider. */
    public boolean knows(String provider, String modelId) {
        for (ListedModel each : index().find(new ModelId(provider, modelId).withSlash())) {
            // What is found may differ in case.
            if (each.model().id().equals(modelId)) {
                return true;
            }
        }
        return false;
    }

    /** Returns how many models a provider has, without calling it; empty if they are not known. */
    public OptionalInt count(String provider) {
        return lists().stream()
                .filter(list -> list.provider().id().equals(provider))
                .flatMap(list -> list.known().stream())
                .mapToInt(List::size)
                .findFirst();
    }

    /** Returns the index of the known models, without waiting. */
    ModelIndex index() {
        List<ProviderModels> all = lists();
        Indexed now = indexed;
        long change = changes.get();
        if (now.change() != change) {
            List<ProviderModels> ranked = all.stream()
                    .sorted(Comparator.comparingInt(list -> rank(list.provider())))
                    .toList();
            now = new Indexed(
                    change, new ModelIndex(models(ranked), settings.names().ids()));
            indexed = now;
        }
        return now.index();
    }

    /** Returns the configured virtual models and substitutes for unknown ids. */
    VirtualModels names() {
        return settings.names();
    }

    /** Returns a provider's position in the configured order; {@link Integer#MAX_VALUE} for those it does not name. */
    int rank(ProviderHandle provider) {
        int place = settings.providerOrder().indexOf(provider.id());
        return place < 0 ? Integer.MAX_VALUE : place;
    }

    @SuppressWarnings("ReferenceEquality") // The same list means the same providers.
    List<ProviderModels> lists() {
        List<ProviderHandle> now = providers.get();
        Lists known = lists;
        return now == known.providers() ? known.all() : follow(now);
    }

    /** Starts to fetch a provider's list in the background if it is outdated. */
    void keepFresh(ProviderHandle provider) {
        for (ProviderModels list : lists()) {
            if (list.provider() == provider && !list.isFresh(settings.listFreshness())) {
                list.refresh(settings.listFreshness().dividedBy(10));
            }
        }
    }

    /** Fetches lists again because they lack a requested model, and waits within the limit. */
    void refresh(Collection<ProviderModels> lacking) {
        List<ProviderModels.Fetch> awaited = new ArrayList<>();
        for (ProviderModels list : lacking) {
            // Clients that invent ids must not make the gateway fetch lists all the time.
            Duration pause = list.isFresh(settings.listFreshness())
                    ? settings.listFreshness().dividedBy(10)
                    : MIN_INTERVAL;
            list.refresh(pause).ifPresent(awaited::add);
        }
        await(awaited);
    }

    @SuppressWarnings("ReferenceEquality")
    private synchronized List<ProviderModels> follow(List<ProviderHandle> now) {
        Lists known = lists;
        if (known.providers() != now) {
            List<ProviderModels> all = now.stream()
                    .map(provider -> known.all().stream()
                            .filter(list -> list.provider() == provider)
                            .findFirst()
                            .orElseGet(() -> new ProviderModels(
                                    provider,
                                    new ModelListFile(cache, provider.id()),
                                    clock,
                                    changes::incrementAndGet)))
                    .toList();
            lists = new Lists(now, all);
            changes.incrementAndGet();
        }
        return lists.all();
    }

    /** Waits until each has ended or has reached the limit, whichever request started it. */
    private void await(List<ProviderModels.Fetch> fetches) {
        try {
            for (ProviderModels.Fetch fetch : fetches) {
                fetch.await(settings.listLimit());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<ListedModel> models(List<ProviderModels> lists) {
        return lists.stream()
                .flatMap(list ->
                        list.known().orElse(List.of()).stream().map(model -> ListedModel.of(list.provider(), model)))
                .toList();
    }
}
