package dev.sluice.tokenstore;

import dev.sluice.provider.CacheStore;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Cache entries as files in a folder, the home folder's {@code .cache}. The folder is created when first needed; it
 * and its files are accessible to their owner only.
 */
public final class FolderCacheStore implements CacheStore {
    private static final System.Logger LOGGER = System.getLogger(FolderCacheStore.class.getName());
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");
    private static final String LOCK_SUFFIX = ".lock";

    private final Path folder;
    private final OwnerOnly permissions;
    private final FolderLocks locks;
    private final Consumer<String> warnings;
    private final Map<String, CachedFile> entries = new ConcurrentHashMap<>();

    /**
     * Refers to a folder. If it exists and is open to others, its permissions are restricted now, with a warning.
     *
     * @param folder the folder, which need not exist
     */
    public FolderCacheStore(Path folder) {
        this(folder, warning -> LOGGER.log(Level.WARNING, warning));
    }

    FolderCacheStore(Path folder, Consumer<String> warnings) {
        this.folder = folder.toAbsolutePath();
        this.permissions = new OwnerOnly(this.folder, warnings);
        this.locks = new FolderLocks(this.folder);
        this.warnings = warnings;
        permissions.enforce();
    }

    @Override
    public Optional<byte[]> read(String name) throws IOException {
        // Called with every request: a name is checked once.
        CachedFile known = entries.get(name);
        if (known == null) {
            Path path = entry(name);
            known = entries.computeIfAbsent(name, _ -> new CachedFile(path, warnings));
        }
        return known.read();
    }

    @Override
    public void write(String name, byte[] content) throws IOException {
        Path path = entry(name);
        try {
            permissions.enforce();
            new AtomicFile(path).replace(content);
        } catch (IOException e) {
            throw WriteFailure.explain(path, e);
        }
    }

    @Override
    public void delete(String name) throws IOException {
        Path path = entry(name);
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw WriteFailure.explain(path, e);
        }
    }

    @Override
    public Optional<Lock> lock(String name, Duration wait) throws IOException, InterruptedException {
        Path path = folder.resolve(valid(name) + LOCK_SUFFIX);
        try {
            return locks.acquire(name, wait);
        } catch (IOException e) {
            throw WriteFailure.explain(path, e);
        }
    }

    private Path entry(String name) {
        if (name.endsWith(LOCK_SUFFIX)) {
            throw new IllegalArgumentException("'" + name + "' is a lock's name, not an entry's");
        }
        return folder.resolve(valid(name));
    }

    private static String valid(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is not a plain file name");
        }
        return name;
    }
}
