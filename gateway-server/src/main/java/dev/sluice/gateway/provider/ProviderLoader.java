package dev.sluice.gateway.provider;

import dev.sluice.gateway.provider.DropInFolder.Source;
import dev.sluice.provider.ProviderFactory;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Finds provider factories on the gateway's module path and in drop-in JARs. What cannot be loaded becomes a {@link
 * ProviderProblem} and does not affect the others.
 */
final class ProviderLoader {
    /** How many broken services of one JAR are reported. */
    private static final int MAX_FAILURES = 20;

    private final @Nullable ModuleLayer own;
    private final TimeLimit limit;
    private final JarCopies copies;

    /**
     * Makes a loader above the gateway's own layer; null if it does not run as a module. The limit is for constructors.
     */
    ProviderLoader(@Nullable ModuleLayer own, TimeLimit limit, JarCopies copies) {
        this.own = own;
        this.limit = limit;
        this.copies = copies;
    }

    /** Finds the factories on the gateway's module path. */
    List<FoundFactory> shipped(List<ProviderProblem> problems) {
        ModuleLayer layer = own;
        if (layer == null) {
            problems.add(ProviderProblem.loading(
                    "gateway",
                    "it runs from the class path, where no provider can be loaded; start it from the module path, as "
                            + "bin/sluice does: java -p lib -m dev.sluice.gateway"));
            return List.of();
        }
        return new Services(layer, "", problems).load();
    }

    /** Loads one drop-in JAR or folder. */
    List<FoundFactory> load(Source source, List<ProviderProblem> problems) {
        ModuleLayer layer = own;
        if (layer == null) {
            return List.of();
        }
        String name = source.name();
        int failures = problems.size();
        try {
            Path copy = copies.copy(source);
            List<FoundFactory> found = new Services(open(layer, name, copy), name, problems).load();
            if (found.isEmpty() && problems.size() == failures) {
                problems.add(ProviderProblem.loading(
                        name,
                        "it provides no " + ProviderFactory.class.getName() + "; declare it by 'provides ... with"
                                + " ...' in module-info.java, or in META-INF/services of a plain JAR"));
            }
            return found;
        } catch (LoadingException e) {
            problems.add(ProviderProblem.loading(name, String.valueOf(e.getMessage())));
        } catch (RuntimeException | LinkageError e) {
            problems.add(ProviderProblem.loading(name, "it cannot be loaded: " + e));
        }
        return List.of();
    }

    /** Builds a layer from a copy, which is deleted with it; messages name the original JARs. */
    private static ModuleLayer open(ModuleLayer parent, String name, Path copy) throws LoadingException {
        boolean opened = false;
        try {
            ModuleLayer layer = ProviderLayer.open(parent, name, JarCopies.list(copy));
            layer.modules().stream()
                    .findFirst()
                    .ifPresentOrElse(
                            module -> JarCopies.deleteAfter(module.getClassLoader(), copy),
                            () -> JarCopies.delete(copy));
            opened = true;
            return layer;
        } catch (LoadingException e) {
            throw new LoadingException(String.valueOf(e.getMessage()).replace(copy + File.separator, ""), e);
        } finally {
            if (!opened) {
                JarCopies.delete(copy);
            }
        }
    }

    /** The services of one layer; of a drop-in JAR's, not those of the layers below it. */
    private final class Services {
        private final ModuleLayer layer;
        private final String file;
        private final List<ProviderProblem> problems;

        /** For the gateway's own layer, the file is empty. */
        Services(ModuleLayer layer, String file, List<ProviderProblem> problems) {
            this.layer = layer;
            this.file = file;
            this.problems = problems;
        }

        List<FoundFactory> load() {
            Iterator<ServiceLoader.Provider<ProviderFactory>> services =
                    ServiceLoader.load(layer, ProviderFactory.class).stream().iterator();
            List<ServiceLoader.Provider<ProviderFactory>> found = new ArrayList<>();
            int failures = 0;
            while (failures < MAX_FAILURES) {
                try {
                    ServiceLoader.Provider<ProviderFactory> service = services.next();
                    if (file.isEmpty() || service.type().getModule().getLayer() == layer) {
                        found.add(service);
                    }
                } catch (NoSuchElementException e) {
                    break;
                } catch (ServiceConfigurationError | LinkageError e) {
                    failures++;
                    problem(file.isEmpty() ? "gateway" : file, explained(e));
                }
            }
            return found.stream()
                    .sorted(Comparator.comparing(service -> service.type().getName()))
                    .flatMap(service -> make(service).stream())
                    .toList();
        }

        /** Makes the factories of a service, one for each of its presets; none if that fails. */
        private List<FoundFactory> make(ServiceLoader.Provider<ProviderFactory> service) {
            Module module = service.type().getModule();
            ProviderOrigin origin = file.isEmpty() ? ProviderOrigin.shipped(module) : ProviderOrigin.file(file, module);
            String name = service.type().getName();
            Containment containment =
                    new Containment(origin.source(), service.type().getClassLoader());
            try {
                ProviderFactory factory =
                        limit.call("sluice-load-" + origin.source(), () -> containment.withLoader(service));
                List<FoundFactory> presets = limit.call(
                        "sluice-load-" + origin.source(),
                        () -> containment.call(
                                "presets",
                                () -> factory.presets().stream()
                                        .map(preset -> new FoundFactory(origin, preset.id(), preset))
                                        .toList()));
                if (presets.isEmpty()) {
                    problem(origin.source(), name + " lists no presets; that is for the provider's author to fix");
                }
                return presets;
            } catch (TimeoutException e) {
                problem(origin.source(), "making " + name + " hangs: " + e.getMessage());
            } catch (ExecutionException e) {
                problem(origin.source(), explained(e.getCause()));
            }
            return List.of();
        }

        private void problem(String source, String message) {
            problems.add(ProviderProblem.loading(source, message));
        }
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
            case null, default -> "; that is for the provider's author to fix";
        };
        return (e == null ? "" : e.getMessage()) + because + cure;
    }
}
