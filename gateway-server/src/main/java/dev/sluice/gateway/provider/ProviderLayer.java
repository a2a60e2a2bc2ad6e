package dev.sluice.gateway.provider;

import dev.sluice.provider.ProviderFactory;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a module layer, with a class loader of its own, from one JAR or one folder of JARs. */
final class ProviderLayer {
    private static final Logger LOGGER = System.getLogger(ProviderLayer.class.getName());
    private static final String SPI = ProviderFactory.class.getModule().getName();

    private ProviderLayer() {}

    /**
     * Makes the layer.
     *
     * @param parent the gateway's own layer, which everything is looked for in first, so that there is
     *     one SPI only
     * @param source a JAR or a folder of JARs
     * @return a new layer above the parent
     * @throws LoadingException if that cannot be done
     */
    static ModuleLayer open(ModuleLayer parent, Path source) throws LoadingException {
        ModuleFinder finder = ModuleFinder.of(jars(source).toArray(Path[]::new));
        Set<ModuleReference> found = modules(finder);
        for (ModuleReference module : found) {
            checkSpi(parent, module.descriptor());
        }
        try {
            Configuration configuration =
                    parent.configuration().resolveAndBind(ModuleFinder.of(), finder, names(found));
            warnOfPlainJars(source, configuration);
            // The platform's loader, so that a plain JAR does not come across the gateway's own classes.
            return ModuleLayer.defineModulesWithOneLoader(
                            configuration, List.of(parent), ClassLoader.getPlatformClassLoader())
                    .layer();
        } catch (ResolutionException | FindException e) {
            throw unresolved(e);
        }
    }

    private static List<Path> jars(Path source) throws LoadingException {
        if (!Files.isDirectory(source)) {
            return List.of(source);
        }
        try (Stream<Path> entries = Files.list(source)) {
            List<Path> jars = entries.filter(ProviderLayer::isJar).sorted().toList();
            if (jars.isEmpty()) {
                throw new LoadingException("the folder holds no JAR; put the provider's JARs into it, or remove it");
            }
            return jars;
        } catch (IOException e) {
            throw new LoadingException("the folder cannot be read: " + e, e);
        }
    }

    /** Tells whether a path is one that providers are loaded from. */
    static boolean isJar(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.endsWith(".jar") && !name.startsWith(".") && Files.isRegularFile(path);
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

    private static void checkSpi(ModuleLayer parent, ModuleDescriptor module) throws LoadingException {
        Optional<SpiVersion> own = parent.findModule(SPI)
                .flatMap(spi -> SpiVersion.parse(spi.getDescriptor().version()));
        Optional<SpiVersion> compiled = module.requires().stream()
                .filter(required -> required.name().equals(SPI))
                .findFirst()
                .flatMap(required -> SpiVersion.parse(required.compiledVersion()));
        if (own.isPresent() && compiled.isPresent() && !own.get().runs(compiled.get())) {
            throw new LoadingException("module " + module.name() + " was built for version " + compiled.get()
                    + " of the provider API, and this gateway has " + own.get()
                    + "; use a build of the provider for that version, or another version of the gateway");
        }
    }

    private static void warnOfPlainJars(Path source, Configuration configuration) {
        Set<String> plain = configuration.modules().stream()
                .map(module -> module.reference().descriptor())
                .filter(ModuleDescriptor::isAutomatic)
                .map(ModuleDescriptor::name)
                .collect(Collectors.toSet());
        if (!plain.isEmpty()) {
            LOGGER.log(
                    Level.WARNING,
                    () -> source + ": loaded as plain JAR without module-info: " + plain
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
