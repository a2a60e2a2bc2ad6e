package dev.sluice.gateway.provider;

import dev.sluice.gateway.provider.DropInFolder.Source;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Loads the factories that come with the gateway and those of drop-in JARs; loading again loads only what has changed.
 * {@link #load} is for one thread at a time.
 */
public final class DropIns {
    private static final Logger LOGGER = System.getLogger(DropIns.class.getName());

    private final DropInFolder folder;
    private final ProviderLoader loader;
    private final List<ProviderProblem> shippedProblems = new ArrayList<>();
    private volatile Map<String, DropIn> loaded = Map.of();
    private ProviderFactories factories = ProviderFactories.none();
    private @Nullable CompletableFuture<List<FoundFactory>> shipped;

    /**
     * What was loaded from one entry. The factories are those of earlier files if the present ones cannot be loaded.
     */
    private record DropIn(String stamp, List<FoundFactory> factories, List<ProviderProblem> problems) {}

    DropIns(Path folder, ProviderLoader loader) {
        this.folder = new DropInFolder(folder);
        this.loader = loader;
    }

    /** Prepares loading from a home folder, whose {@code providers} need not exist. */
    public static DropIns of(Path home) {
        return of(home.resolve("providers"), DropIns.class.getModule().getLayer());
    }

    /** Prepares loading above a module layer; null if the gateway runs from the class path. */
    static DropIns of(Path folder, @Nullable ModuleLayer layer) {
        // In the cache folder beside it, as copies can be made again.
        JarCopies copies = new JarCopies(folder.resolveSibling(".cache"));
        return new DropIns(folder, new ProviderLoader(layer, FactoryCalls.PROMPTLY, copies));
    }

    /** Starts loading what came with the gateway, on another thread: it needs no configuration. */
    public void begin() {
        if (shipped == null) {
            shipped = CompletableFuture.supplyAsync(
                    () -> loader.shipped(shippedProblems),
                    task -> Thread.ofVirtual().name("shipped-providers").start(task));
        }
    }

    /**
     * Loads what is new or has changed, and drops what was removed. A JAR that was replaced by one which cannot be
     * loaded stays in use as it was. Never fails: what cannot be loaded is among the problems.
     */
    public ProviderFactories load() {
        begin();
        List<FoundFactory> found =
                new ArrayList<>(Objects.requireNonNull(shipped).join());
        List<ProviderProblem> problems = new ArrayList<>(shippedProblems);
        Map<String, DropIn> next = scan(problems);
        next.values().forEach(dropIn -> {
            found.addAll(dropIn.factories());
            problems.addAll(dropIn.problems());
        });
        loaded = next;
        List<ProviderProblem> reported = factories.problems();
        factories = new ProviderFactories(found, factories, problems);
        factories.problems().stream()
                .filter(problem -> !reported.contains(problem))
                .forEach(problem -> LOGGER.log(Level.WARNING, problem::toString));
        return factories;
    }

    /** Returns the stamps of the folder's entries as they are now, without reading the JARs. */
    public SortedMap<String, String> stamps() {
        return folder.stamps();
    }

    /** Returns the stamps of the folder's entries as they were when they were loaded. */
    public SortedMap<String, String> loadedStamps() {
        SortedMap<String, String> stamps = new TreeMap<>();
        loaded.forEach((name, dropIn) -> stamps.put(name, dropIn.stamp()));
        return stamps;
    }

    /** Scans the folder; if it cannot be read for now, what is loaded stays. */
    private Map<String, DropIn> scan(List<ProviderProblem> problems) {
        Map<String, DropIn> now = new LinkedHashMap<>();
        try {
            for (Source source : folder.sources()) {
                DropIn before = loaded.get(source.name());
                boolean same = before != null && before.stamp().equals(source.stamp());
                now.put(source.name(), before != null && same ? before : load(source, before));
            }
            return now;
        } catch (IOException e) {
            problems.add(ProviderProblem.loading(
                    String.valueOf(folder.path().getFileName()), "the folder cannot be read: " + e.getMessage()));
            return loaded;
        }
    }

    private DropIn load(Source source, @Nullable DropIn before) {
        List<ProviderProblem> problems = new ArrayList<>();
        List<FoundFactory> factories = loader.load(source, problems);
        if (factories.isEmpty() && before != null && !before.factories().isEmpty()) {
            problems.add(ProviderProblem.loading(
                    source.name(),
                    "what was loaded from it before stays in use until it can be loaded, or is removed"));
            return new DropIn(source.stamp(), before.factories(), problems);
        }
        return new DropIn(source.stamp(), factories, problems);
    }
}
