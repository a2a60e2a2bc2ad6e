package dev.sluice.gateway.provider;

import dev.sluice.provider.ProviderFactory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Builds a module layer with its own class loader from one JAR or one folder of JARs. */
final class ProviderLayer {
    private static final Logger LOGGER = System.getLogger(ProviderLayer.class.getName());

    /** The modules that providers are compiled against, each with its name for people. */
    private static final Map<String, String> VERSIONED = Map.of(
            ProviderFactory.class.getModule().getName(),
            "the provider API",
            "dev.sluice.provider.support",
            "provider-support");

    private ProviderLayer() {}

    /**
     * Builds the layer above the gateway's own, which is searched first so that there is one SPI only. The JARs must
     * not change any more; {@code name} is for messages.
     */
    static ModuleLayer open(ModuleLayer parent, String name, List<Path> jars) throws LoadingException {
        ModuleFinder finder = ModuleFinder.of(jars.toArray(Path[]::new));
        Set<ModuleReference> found = modules(finder);
        for (ModuleReference module : found) {
            for (Map.Entry<String, String> each : VERSIONED.entrySet()) {
                checkVersion(parent, module.descriptor(), each.getKey(), each.getValue());
            }
        }
        try {
            Configuration configuration =
                    parent.configuration().resolveAndBind(ModuleFinder.of(), finder, names(found));
            warnOfPlainJars(name, configuration);
            // The platform's loader, so that a plain JAR does not come across the gateway's own classes.
            ModuleLayer layer = ModuleLayer.defineModulesWithOneLoader(
                            configuration, List.of(parent), ClassLoader.getPlatformClassLoader())
                    .layer();
            open(name, layer);
            return layer;
        } catch (ResolutionException | FindException e) {
            throw unresolved(e);
        }
    }

    /** Opens every JAR now, so that its classes can be loaded even if temporary files are removed. */
    private static void open(String name, ModuleLayer layer) {
        layer.modules().stream()
                .findFirst()
                .map(Module::getClassLoader)
                .map(loader -> loader.resources("META-INF/MANIFEST.MF").count())
                .ifPresent(manifests -> LOGGER.log(Level.DEBUG, () -> name + ": opened, manifests: " + manifests));
    }

    private static Set<ModuleReference> modules(ModuleFinder finder) throws LoadingException {
        try {
            return finder.findAll();
        } catch (FindException e) {
            String reasons = reasons(e);
            if (reasons.contains("Unable to derive module descriptor") && reasons.contains("module name")) {
                throw new LoadingException(
                        reasons + "; rename the file so that it begins with a letter, such as my-provider-1.0.jar, or"
                                + " give it an Automatic-Module-Name",
                        e);
            }
            throw new LoadingException(
                    "not a usable JAR: " + reasons + "; copy it again, or ask its author for one built for Java "
                            + Runtime.version().feature(),
                    e);
        }
    }

    private static void checkVersion(ModuleLayer parent, ModuleDescriptor module, String versioned, String name)
            throws LoadingException {
        Optional<SpiVersion> own = parent.findModule(versioned)
                .flatMap(each -> SpiVersion.parse(each.getDescriptor().version()));
        Optional<SpiVersion> compiled = SpiVersion.parse(ProviderOrigin.compiledAgainst(versioned, module));
        if (own.isPresent() && compiled.isPresent() && !own.get().supports(compiled.get())) {
            throw new LoadingException("module " + module.name() + " was built for version " + compiled.get()
                    + " of " + name + ", and this gateway has " + own.get()
                    + "; use a build of the provider for that version, or another version of the gateway");
        }
    }

    private static void warnOfPlainJars(String name, Configuration configuration) {
        Set<String> plain = configuration.modules().stream()
                .map(module -> module.reference().descriptor())
                .filter(ModuleDescriptor::isAutomatic)
                .map(ModuleDescriptor::name)
                .collect(Collectors.toSet());
        if (!plain.isEmpty()) {
            LOGGER.log(
                    Level.WARNING,
                    () -> name + ": loaded as plain JAR without module-info: " + plain
                            + "; neither its dependencies nor its version of the provider API are checked");
        }
    }

    private static Set<String> names(Set<ModuleReference> modules) {
        return modules.stream().map(each -> each.descriptor().name()).collect(Collectors.toSet());
    }

    private static LoadingException unresolved(RuntimeException e) {
        String reasons = reasons(e);
        String cure;
        if (reasons.contains("not found")) {
            cure = "; put the missing module's JAR beside the provider's into a folder of providers/, or, if it is a"
                    + " module of the JDK, start the gateway with --add-modules";
        } else if (reasons.contains("package")) {
            cure = "; a provider must not contain packages that the gateway has: leave its classes out of the JAR";
        } else {
            cure = "";
        }
        return new LoadingException(reasons + cure, e);
    }

    private static String reasons(Throwable e) {
        StringBuilder reasons = new StringBuilder(String.valueOf(e.getMessage()));
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && reasons.indexOf(message) < 0) {
                reasons.append(": ").append(message);
            }
        }
        return reasons.toString();
    }
}
