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
 * The models of all providers. Lists are fetched side by side and kept, on disk as well; a list that has
 * grown old is served while a new one is fetched. No caller waits longer than the configured limit.
 *
 * <p>Safe for use by several threads.
 */
public final class ModelCatalogue {
    /** How long a provider is left alone after a fetch that callers wait for. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

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
     * Makes a catalogue.
     *
     * @param providers those that run now, as the very same list for as long as they are the same
     * @param cache where lists outlive a restart
     * @param clock tells how old a list is
     * @param settings limits
     */
    public ModelCatalogue(
            Supplier<List<ProviderHandle>> providers, CacheStore cache, Clock clock, RoutingSettings settings) {
        this.providers = providers;
        this.cache = cache;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * Goes by other settings from now on.
     *
     * @param next limits
     */
    public void change(RoutingSettings next) {
        settings = next;
        changes.incrementAndGet();
    }

    /** Begins to fetch every list that has not been fetched yet, and waits for none. */
    public void prefetch() {
        lists().stream().filter(list -> !list.tried()).forEach(list -> list.refresh(PAUSE));
        // So that nothing here holds on to providers which are gone.
        index();
    }

    /**
     * Lists the models of all providers. Waits, within the limit, for providers of which there is no list
     * yet or that have not been asked since the start; stops waiting if interrupted, and leaves the flag set.
     *
     * @return what is known by then
     */
    public Listing listing() {
        List<ProviderModels> all = lists();
        List<ProviderModels.Fetch> awaited = new ArrayList<>();
        for (ProviderModels list : all) {
            if (!list.isFresh(settings.listFreshness())) {
                boolean wait = !list.tried() || list.known().isEmpty();
                list.refresh(PAUSE).filter(fetch -> wait).ifPresent(awaited::add);
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

    /**
     * Tells, without asking anybody, whether a provider is known to have a model.
     *
     * @param provider the provider's id
     * @param modelId the upstream's id of the model
     * @return false if it is not known
     */
    public boolean knows(String provider, String modelId) {
        for (ListedModel each : index().find(new ModelId(provider, modelId).withSlash())) {
            // What is found may differ in case.
            if (each.model().id().equals(modelId)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Tells, without asking anybody, how many models a provider has.
     *
     * @param provider the provider's id
     * @return nothing if they are not known
     */
    public OptionalInt count(String provider) {
        return lists().stream()
                .filter(list -> list.provider().id().equals(provider))
                .flatMap(list -> list.known().stream())
                .mapToInt(List::size)
                .findFirst();
    }

    /** Returns the index of what is known, without waiting. */
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

    /** Returns the names that are configured beside the models' own. */
    VirtualModels names() {
        return settings.names();
    }

    /** Returns a provider's place in the configured order; the same last one for all that it does not name. */
    int rank(ProviderHandle provider) {
        int place = settings.providerOrder().indexOf(provider.id());
        return place < 0 ? Integer.MAX_VALUE : place;
    }

    /** Returns the list of each provider. */
    @SuppressWarnings("ReferenceEquality") // Comparing what the lists hold would cost more than it saves.
    List<ProviderModels> lists() {
        List<ProviderHandle> now = providers.get();
        Lists known = lists;
        return now == known.providers() ? known.all() : follow(now);
    }

    /** Begins to fetch a provider's list behind its back if it has grown old. */
    void keepFresh(ProviderHandle provider) {
        for (ProviderModels list : lists()) {
            if (list.provider() == provider && !list.isFresh(settings.listFreshness())) {
                list.refresh(settings.listFreshness().dividedBy(10));
            }
        }
    }

    /** Fetches lists anew because they lack what was asked for, and waits within the limit. */
    void refresh(Collection<ProviderModels> lacking) {
        List<ProviderModels.Fetch> awaited = new ArrayList<>();
        for (ProviderModels list : lacking) {
            // Callers who make ids up must not make the gateway ask for lists all the time.
            Duration pause = list.isFresh(settings.listFreshness())
                    ? settings.listFreshness().dividedBy(10)
                    : PAUSE;
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

    /** Waits until each has ended or has had its time, whoever began it. */
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
