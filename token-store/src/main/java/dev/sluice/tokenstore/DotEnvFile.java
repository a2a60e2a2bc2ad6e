package dev.sluice.tokenstore;

import dev.sluice.provider.CacheStore;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A {@code .env} file on disk, shared with editors and with other gateways.
 *
 * <p>Safe for use by several threads. Updates of several processes are not lost: a lock in the {@code .cache} folder
 * beside the file serializes them. The file's permissions are restricted to its owner; its folder's stay as they are.
 */
public final class DotEnvFile {
    private static final System.Logger LOGGER = System.getLogger(DotEnvFile.class.getName());
    private static final String LOCK = "env";
    private static final Duration LOCK_WAIT = Duration.ofSeconds(10);
    private static final Duration EDITORS_PAUSE = Duration.ofMillis(50);
    private static final int ATTEMPTS = 20;

    private final Path path;
    private final AtomicFile atomic;
    private final CachedFile cached;
    private final FolderLocks locks;
    private final Consumer<String> warnings;
    private final AtomicBoolean unreadable = new AtomicBoolean();
    private volatile Known known = new Known(Known.NOTHING, DotEnv.empty());

    /**
     * Refers to a file, without reading it.
     *
     * @param path the file, which need not exist, or a symbolic link to it, which is kept
     */
    public DotEnvFile(Path path) {
        this(path, warning -> LOGGER.log(Level.WARNING, warning));
    }

    DotEnvFile(Path path, Consumer<String> warnings) {
        this.path = path.toAbsolutePath();
        this.atomic = new AtomicFile(this.path);
        this.cached = new CachedFile(this.path, warnings);
        this.locks = new FolderLocks(this.path.resolveSibling(".cache"));
        this.warnings = warnings;
    }

    /**
     * Returns the file's present content. Reads it only if it has changed; returns the identical object otherwise.
     *
     * @return the content; empty if there is no file; as last read, with a warning, if it cannot be read
     */
    public DotEnv current() {
        try {
            byte[] bytes = cached.read().orElse(Known.NOTHING);
            if (bytes.length == 0 && known.bytes().length > 0) {
                // Some editors empty or move a file just before they write it.
                LockSupport.parkNanos(EDITORS_PAUSE.toNanos());
                bytes = cached.read().orElse(Known.NOTHING);
            }
            unreadable.set(false);
            return parsed(bytes);
        } catch (IOException e) {
            if (unreadable.compareAndSet(false, true)) {
                warnings.accept("cannot read " + path + ", using its last known content: " + e);
            }
            return known.dotEnv();
        }
    }

    /**
     * Sets one key and keeps every other byte; creates the file if it does not exist.
     *
     * <p>Waits up to ten seconds for other writers. An interrupt does not prevent the write.
     *
     * @param key as {@link DotEnv#with}
     * @param value as {@link DotEnv#with}
     * @throws IOException if it could not be stored, saying why and what to do; the file is unchanged
     * @throws IllegalArgumentException if the format cannot express it
     */
    public void set(String key, String value) throws IOException {
        update(current -> current.with(key, value));
    }

    /** Changes the file; repeats the change if another program changes the file meanwhile. */
    synchronized void update(UnaryOperator<DotEnv> change) throws IOException {
        boolean interrupted = Thread.interrupted();
        try (CacheStore.Lock _ = lock()) {
            replaceUnlessChanged(change);
        } catch (InterruptedException e) {
            interrupted = true;
            throw new InterruptedIOException("interrupted while waiting to write " + path);
        } catch (IOException e) {
            throw WriteFailure.explain(path, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private CacheStore.Lock lock() throws IOException, InterruptedException {
        Optional<CacheStore.Lock> lock;
        try {
            lock = locks.acquire(LOCK, LOCK_WAIT);
        } catch (IOException e) {
            warnings.accept("no lock for " + path + ", another gateway may write it at the same time: " + e);
            return () -> {};
        }
        return lock.orElseThrow(() -> new IOException("another process holds its lock; find and stop that process"));
    }

    private void replaceUnlessChanged(UnaryOperator<DotEnv> change) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            byte[] before = content();
            byte[] after = change.apply(DotEnv.parse(before)).bytes();
            if (Arrays.equals(before, after) || atomic.replace(after, () -> Arrays.equals(before, content()))) {
                return;
            }
        }
        throw new IOException("another program keeps changing it");
    }

    private byte[] content() throws IOException {
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            return Known.NOTHING;
        }
    }

    @SuppressWarnings("ReferenceEquality") // an unchanged file is recognized by the identical array
    private DotEnv parsed(byte[] bytes) {
        Known last = known;
        if (last.bytes() == bytes) {
            return last.dotEnv();
        }
        Known next = new Known(bytes, DotEnv.parse(bytes));
        known = next;
        return next.dotEnv();
    }

    /** The bytes last read, parsed. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    private record Known(byte[] bytes, DotEnv dotEnv) {
        static final byte[] NOTHING = new byte[0];
    }
}
