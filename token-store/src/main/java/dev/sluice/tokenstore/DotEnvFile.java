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
 * <p>Safe for use by several threads. Updates from several processes do not lose each other's: they
 * take turns by a lock in the {@code .cache} folder beside the file. The file is made its owner's alone;
 * its folder, which is a person's, stays as it is.
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
     * Names the file; nothing is read yet.
     *
     * @param path the file, which need not exist, or a symbolic link to it, which stays one
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
     * Returns what the file says now. Reads it only if it has changed; the very same value otherwise.
     *
     * @return the file; empty if there is none; as last read, with a warning, if it cannot be read
     */
    public DotEnv current() {
        try {
            byte[] bytes = cached.read().orElse(Known.NOTHING);
            if (bytes.length == 0 && known.bytes().length > 0) {
                // Some editors empty or move a file just before they write it: that is not yet its end.
                LockSupport.parkNanos(EDITORS_PAUSE.toNanos());
                bytes = cached.read().orElse(Known.NOTHING);
            }
            unreadable.set(false);
            return parsed(bytes);
        } catch (IOException e) {
            if (unreadable.compareAndSet(false, true)) {
                warnings.accept("cannot read " + path + ", going on with what it said before: " + e);
            }
            return known.dotEnv();
        }
    }

    /**
     * Sets one key and leaves every other byte as it is, creating the file if need be.
     *
     * <p>Waits up to ten seconds for other writers. An interruption does not keep it from writing.
     *
     * @param key as {@link DotEnv#with}
     * @param value as {@link DotEnv#with}
     * @throws IOException if it could not be stored, saying why and what to do; the file is as it was
     * @throws IllegalArgumentException if the format cannot express it
     */
    public void set(String key, String value) throws IOException {
        update(current -> current.with(key, value));
    }

    /** Changes the file; the change is made anew if somebody else changes the file meanwhile. */
    synchronized void update(UnaryOperator<DotEnv> change) throws IOException {
        boolean interrupted = Thread.interrupted();
        try (CacheStore.Lock _ = lock()) {
            replaceUndisturbed(change);
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
        return lock.orElseThrow(() -> new IOException("another process keeps it locked; see which one, and stop it"));
    }

    private void replaceUndisturbed(UnaryOperator<DotEnv> change) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            byte[] before = content();
            byte[] after = change.apply(DotEnv.parse(before)).bytes();
            if (Arrays.equals(before, after) || atomic.replace(after, () -> Arrays.equals(before, content()))) {
                return;
            }
        }
        throw new IOException("it keeps being changed by somebody else");
    }

    private byte[] content() throws IOException {
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            return Known.NOTHING;
        }
    }

    @SuppressWarnings("ReferenceEquality") // an unchanged file is known by the very same array
    private DotEnv parsed(byte[] bytes) {
        Known last = known;
        if (last.bytes() == bytes) {
            return last.dotEnv();
        }
        Known next = new Known(bytes, DotEnv.parse(bytes));
        known = next;
        return next.dotEnv();
    }

    /** The bytes last read, and what they say. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    private record Known(byte[] bytes, DotEnv dotEnv) {
        static final byte[] NOTHING = new byte[0];
    }
}
