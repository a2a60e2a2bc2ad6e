package dev.sluice.provider.testkit;

import dev.sluice.provider.ProviderFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolutionException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Loads a provider's JARs by the gateway's rules: in a module layer and class loader of their own, parent first. If the
 * test runs on the class path, as most do, the provider API is no module, and there is only a class loader.
 */
final class ProviderJar {
    private ProviderJar() {}

    static ProviderFactory load(Path source) {
        List<ProviderFactory> found = presets(source);
        if (found.isEmpty()) {
            throw new IllegalArgumentException(source + " holds no provider: declare it by 'provides ... with ...' in"
                    + " module-info.java, and in META-INF/services for a plain JAR");
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException(source + " holds several providers: name one of " + ids(found));
        }
        return found.getFirst();
    }

    static ProviderFactory load(Path source, String id) {
        List<ProviderFactory> found = presets(source);
        return found.stream()
                .filter(preset -> preset.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        source + " holds no provider '" + id + "'; it holds " + ids(found)));
    }

    private static List<String> ids(List<ProviderFactory> found) {
        return found.stream().map(ProviderFactory::id).toList();
    }

    private static List<ProviderFactory> presets(Path source) {
        List<Path> jars = jars(source);
        ModuleLayer parent = ProviderFactory.class.getModule().getLayer();
        List<ProviderFactory> services = parent == null ? byLoader(jars) : byLayer(parent, jars);
        return services.stream().flatMap(each -> each.presets().stream()).toList();
    }

    private static List<Path> jars(Path source) {
        if (!Files.isDirectory(source)) {
            return List.of(source);
        }
        try (Stream<Path> entries = Files.list(source)) {
            return entries.filter(entry -> entry.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ProviderFactory> byLayer(ModuleLayer parent, List<Path> jars) {
        try {
            ModuleFinder finder = ModuleFinder.of(jars.toArray(Path[]::new));
            Set<String> roots = finder.findAll().stream()
                    .map(module -> module.descriptor().name())
                    .collect(Collectors.toSet());
            Configuration configuration = parent.configuration().resolveAndBind(ModuleFinder.of(), finder, roots);
            ModuleLayer layer = ModuleLayer.defineModulesWithOneLoader(
                            configuration, List.of(parent), ClassLoader.getPlatformClassLoader())
                    .layer();
            return ServiceLoader.load(layer, ProviderFactory.class).stream()
                    .filter(service -> service.type().getModule().getLayer() == layer)
                    .map(ServiceLoader.Provider::get)
                    .toList();
        } catch (FindException | ResolutionException e) {
            throw new IllegalArgumentException(jars + " cannot be loaded: " + e.getMessage(), e);
        }
    }

    private static List<ProviderFactory> byLoader(List<Path> jars) {
        URL[] urls = jars.stream().map(ProviderJar::url).toArray(URL[]::new);
        // Not closed: its classes are loaded for as long as the test likes.
        URLClassLoader loader = new URLClassLoader(urls, ProviderFactory.class.getClassLoader());
        return ModuleFinder.of(jars.toArray(Path[]::new)).findAll().stream()
                .flatMap(module -> module.descriptor().provides().stream())
                .filter(provided -> provided.service().equals(ProviderFactory.class.getName()))
                .flatMap(provided -> provided.providers().stream())
                .map(name -> make(loader, name))
                .toList();
    }

    private static ProviderFactory make(ClassLoader loader, String name) {
        try {
            return loader.loadClass(name)
                    .asSubclass(ProviderFactory.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(name + " cannot be made: it needs a public no-argument constructor", e);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(jar + " is no file", e);
        }
    }
}
