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
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The factories that came with the gateway and those in the folder of providers. Looked at again, only what has
 * changed there is loaded anew. {@link #load} is for one thread at a time.
 */
public final class DropIns {
    private static final Logger LOGGER = System.getLogger(DropIns.class.getName());

    private final DropInFolder folder;
    private final ProviderLoader loader;
    private final List<FoundFactory> shipped = new ArrayList<>();
    private final List<ProviderProblem> shippedProblems = new ArrayList<>();
    private volatile Map<String, DropIn> loaded = Map.of();
    private ProviderFactories factories = ProviderFactories.none();
    private boolean begun;

    /**
     * What was loaded from one JAR or folder.
     *
     * @param stamp of the files when they were read
     * @param factories in use; of an earlier state of the files if what is there now cannot be loaded
     * @param problems with the files as they are
     */
    private record DropIn(String stamp, List<FoundFactory> factories, List<ProviderProblem> problems) {}

    DropIns(Path folder, ProviderLoader loader) {
        this.folder = new DropInFolder(folder);
        this.loader = loader;
    }

    /**
     * Gets ready to load.
     *
     * @param home the gateway's home folder; its {@code providers} need not exist
     * @return of which nothing is loaded yet
     */
    public static DropIns of(Path home) {
        return of(home.resolve("providers"), DropIns.class.getModule().getLayer());
    }

    /** Gets ready to load above a layer; with none, as if run from the class path. */
    static DropIns of(Path folder, @Nullable ModuleLayer layer) {
        // Beside the folder, where the gateway keeps what can be fetched again.
        JarCopies copies = new JarCopies(folder.resolveSibling(".cache"));
        return new DropIns(folder, new ProviderLoader(layer, FactoryCalls.PROMPTLY, copies));
    }

    /**
     * Loads what is new or has changed, and forgets what is gone. A JAR that was replaced by one which cannot be
     * loaded stays in use as it was.
     *
     * @return all there is now; never fails
     */
    public ProviderFactories load() {
        if (!begun) {
            begun = true;
            shipped.addAll(loader.shipped(shippedProblems));
        }
        List<ProviderProblem> problems = new ArrayList<>(shippedProblems);
        List<FoundFactory> found = new ArrayList<>(shipped);
        Map<String, DropIn> next = look(problems);
        next.values().forEach(dropIn -> {
            found.addAll(dropIn.factories());
            problems.addAll(dropIn.problems());
        });
        loaded = next;
        List<ProviderProblem> told = factories.problems();
        factories = new ProviderFactories(found, factories, problems);
        factories.problems().stream()
                .filter(problem -> !told.contains(problem))
                .forEach(problem -> LOGGER.log(Level.WARNING, problem::toString));
        return factories;
    }

    /**
     * Tells one state of the folder from another without reading the JARs.
     *
     * @return to be compared with others
     */
    public SortedMap<String, String> stamps() {
        return folder.stamps();
    }

    /**
     * Returns the state of the folder that is loaded.
     *
     * @return to be compared with {@link #stamps()}
     */
    public SortedMap<String, String> loadedStamps() {
        SortedMap<String, String> stamps = new TreeMap<>();
        loaded.forEach((name, dropIn) -> stamps.put(name, dropIn.stamp()));
        return stamps;
    }

    /** Looks into the folder; one that cannot be read for now leaves all as it is. */
    private Map<String, DropIn> look(List<ProviderProblem> problems) {
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
