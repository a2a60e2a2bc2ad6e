package dev.sluice.gateway.provider;

import dev.sluice.provider.ProviderFactory;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the factories of providers: first those on the gateway's own module path, then those in a folder,
 * by name. What cannot be loaded is a problem in a list, and stops nothing else.
 */
final class ProviderLoader {
    /** More broken services than this in one JAR are not worth naming. */
    private static final int MOST_FAILURES = 20;

    private final @Nullable ModuleLayer own;
    private final TimeLimit limit;
    private final List<ProviderProblem> problems;

    /**
     * Makes a loader.
     *
     * @param own the layer of the gateway's module; null if it does not run as a module
     * @param limit how long a constructor may take
     * @param problems where problems are added
     */
    ProviderLoader(@Nullable ModuleLayer own, TimeLimit limit, List<ProviderProblem> problems) {
        this.own = own;
        this.limit = limit;
        this.problems = problems;
    }

    List<FoundFactory> load(Path folder) {
        ModuleLayer layer = own;
        if (layer == null) {
            problems.add(ProviderProblem.loading(
                    "gateway",
                    "it runs from the class path, where no provider can be loaded; start it from the module path, as "
                            + "bin/sluice does: java -p lib -m dev.sluice.gateway"));
            return List.of();
        }
        List<FoundFactory> found = new ArrayList<>(services(layer, false, ""));
        for (Path source : sources(folder)) {
            String name = folder.getFileName() + "/" + source.getFileName();
            int failures = problems.size();
            try {
                List<FoundFactory> here = services(ProviderLayer.open(layer, source), true, name);
                found.addAll(here);
                if (here.isEmpty() && problems.size() == failures) {
                    problems.add(ProviderProblem.loading(
                            name,
                            "it provides no " + ProviderFactory.class.getName() + "; declare it by 'provides ... with"
                                    + " ...' in module-info.java, or in META-INF/services of a plain JAR"));
                }
            } catch (LoadingException e) {
                problems.add(ProviderProblem.loading(name, String.valueOf(e.getMessage())));
            } catch (RuntimeException | LinkageError e) {
                problems.add(ProviderProblem.loading(name, "it cannot be loaded: " + e));
            }
        }
        return found;
    }

    private List<Path> sources(Path folder) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(path -> ProviderLayer.isJar(path) || isFolder(path))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            problems.add(ProviderProblem.loading(folder.toString(), "the folder cannot be read: " + e));
            return List.of();
        }
    }

    private static boolean isFolder(Path path) {
        return Files.isDirectory(path) && !String.valueOf(path.getFileName()).startsWith(".");
    }

    /** Loads the services of a layer; of a drop-in's, not those of the layers below it. */
    private List<FoundFactory> services(ModuleLayer layer, boolean thisLayerOnly, String source) {
        Iterator<ServiceLoader.Provider<ProviderFactory>> services =
                ServiceLoader.load(layer, ProviderFactory.class).stream().iterator();
        List<ServiceLoader.Provider<ProviderFactory>> found = new ArrayList<>();
        int failures = 0;
        while (failures < MOST_FAILURES) {
            try {
                ServiceLoader.Provider<ProviderFactory> service = services.next();
                if (!thisLayerOnly || service.type().getModule().getLayer() == layer) {
                    found.add(service);
                }
            } catch (NoSuchElementException e) {
                break;
            } catch (ServiceConfigurationError | LinkageError e) {
                failures++;
                problems.add(ProviderProblem.loading(source.isEmpty() ? "gateway" : source, explained(e)));
            }
        }
        return found.stream()
                .sorted(Comparator.comparing(service -> service.type().getName()))
                .flatMap(service -> make(service, source).stream())
                .toList();
    }

    private Optional<FoundFactory> make(ServiceLoader.Provider<ProviderFactory> service, String file) {
        String source = file.isEmpty() ? module(service.type().getModule()) : file;
        String name = service.type().getName();
        ClassLoader loader = service.type().getClassLoader();
        try {
            return Optional.of(limit.call("sluice-load-" + source, () -> {
                Thread.currentThread().setContextClassLoader(loader);
                return new FoundFactory(source, service.get());
            }));
        } catch (TimeoutException e) {
            problems.add(ProviderProblem.loading(source, "making " + name + " hangs: " + e.getMessage()));
        } catch (ExecutionException e) {
            problems.add(ProviderProblem.loading(source, explained(e.getCause())));
        }
        return Optional.empty();
    }

    private static String module(Module module) {
        ModuleDescriptor descriptor = module.getDescriptor();
        return "module " + (descriptor == null ? module : descriptor.toNameAndVersion());
    }

    private static String explained(@Nullable Throwable e) {
        Throwable root = e;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        String because = e == null || e.getCause() == null ? "" : ", because of " + root;
        String cure = switch (root) {
            case UnsupportedClassVersionError _ ->
                "; run the gateway on a newer Java, or ask for a provider built for Java "
                        + Runtime.version().feature();
            case LinkageError _ -> "; a class it needs is missing or of another version: put its JAR beside it";
            case null, default -> "; that is for the provider's author to mend";
        };
        return (e == null ? "" : e.getMessage()) + because + cure;
    }
}
