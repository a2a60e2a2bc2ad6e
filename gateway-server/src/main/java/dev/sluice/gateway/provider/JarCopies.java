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
 * Private copies of dropped-in JARs, made each time that a provider is loaded. A JAR that is overwritten in place, or
 * removed, would pull the ground from under classes that still run; a copy stays as it is for as long as its loader.
 */
final class JarCopies {
    private static final Logger LOGGER = System.getLogger(JarCopies.class.getName());
    private static final Cleaner CLEANER = Cleaner.create();
    private static final Set<Path> PRESENT = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> PRESENT.forEach(JarCopies::delete), "sluice-jar-copies"));
        // What a provider reads from its JAR by URL would else keep that JAR open for good.
        URLConnection.setDefaultUseCaches("jar", false);
    }

    private final Path second;

    /**
     * Makes copies in the system's folder of temporary files.
     *
     * @param second where to make them if that cannot be written, as in a container; made if need be
     */
    JarCopies(Path second) {
        this.second = second;
    }

    /** Copies; the folder is deleted with the process unless it was before. */
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
                throw new LoadingException("it is being written just now; it is loaded once it no longer changes");
            }
            for (Path copy : list(folder)) {
                WholeJar.check(copy);
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

    /** Deletes a copy once its classes are collected. */
    static void deleteAfter(ClassLoader loader, Path folder) {
        CLEANER.register(loader, () -> delete(folder));
    }

    /** Lists the copies that there are, of all providers. */
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
            folder = secondFolder(e);
        }
        PRESENT.add(folder);
        return folder;
    }

    private Path secondFolder(IOException first) throws LoadingException {
        try {
            return Files.createTempDirectory(Files.createDirectories(second), "provider-");
        } catch (IOException e) {
            throw new LoadingException(
                    "there is no place for its copy, neither among temporary files (" + first.getMessage() + ") nor in "
                            + second + " (" + e.getMessage() + "); make either writable",
                    e);
        }
    }
}
