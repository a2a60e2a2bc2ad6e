package dev.sluice.gateway.provider;

import dev.sluice.gateway.provider.DropInFolder.Source;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Private copies of drop-in JARs, made each time a provider is loaded. Overwriting or removing a JAR would break
 * classes that still run from it; a copy lives as long as its class loader.
 */
final class JarCopies {
    private static final Logger LOGGER = System.getLogger(JarCopies.class.getName());
    private static final Cleaner CLEANER = Cleaner.create();
    private static final Set<Path> PRESENT = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> PRESENT.forEach(JarCopies::delete), "sluice-jar-copies"));
        // Otherwise a provider that reads from its JAR by URL would keep that JAR open for good.
        URLConnection.setDefaultUseCaches("jar", false);
    }

    private final Path fallback;

    /**
     * Makes copies in the system's folder for temporary files, or in the other one where that is not writable, as in a
     * container.
     */
    JarCopies(Path fallback) {
        this.fallback = fallback;
    }

    /** Copies an entry's JARs into a folder that is deleted with the process at the latest. */
    Path copy(Source source) throws LoadingException {
        List<Path> jars = source.jars();
        Path folder = folder();
        boolean whole = false;
        try {
            for (Path jar : jars) {
                Path copy = folder.resolve(jar.getFileName());
                Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
            }
            if (!source.unchanged()) {
                throw new LoadingException("it is still being written; it is loaded once it no longer changes");
            }
            for (Path copy : list(folder)) {
                JarIntegrity.check(copy);
            }
            whole = true;
            return folder;
        } catch (IOException e) {
            throw new LoadingException("it cannot be copied to " + folder + ": " + e, e);
        } finally {
            if (!whole) {
                delete(folder);
            }
        }
    }

    /** Lists copied JARs by name. */
    static List<Path> list(Path folder) throws LoadingException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new LoadingException("its copy cannot be read: " + e, e);
        }
    }

    /** Deletes a copy once the class loader is collected. */
    static void deleteAfter(ClassLoader loader, Path folder) {
        CLEANER.register(loader, () -> delete(folder));
    }

    /** Returns the copies that exist, of all providers. */
    static Set<Path> present() {
        return Set.copyOf(PRESENT);
    }

    static void delete(Path folder) {
        if (!PRESENT.remove(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.toList()) {
                Files.deleteIfExists(each);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, () -> "the copy " + folder + " of a provider cannot be deleted: " + e);
        }
    }

    private Path folder() throws LoadingException {
        Path folder;
        try {
            folder = Files.createTempDirectory("sluice-provider-");
        } catch (IOException e) {
            folder = fallbackFolder(e);
        }
        PRESENT.add(folder);
        return folder;
    }

    private Path fallbackFolder(IOException first) throws LoadingException {
        try {
            return Files.createTempDirectory(Files.createDirectories(fallback), "provider-");
        } catch (IOException e) {
            throw new LoadingException(
                    "its copy can be written neither among temporary files (" + first.getMessage() + ") nor in "
                            + fallback + " (" + e.getMessage() + "); make either writable",
                    e);
        }
    }
}
