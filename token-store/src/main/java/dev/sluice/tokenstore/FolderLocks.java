package dev.sluice.tokenstore;

import dev.sluice.provider.CacheStore;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/**
 * Locks by name in a folder, between threads and between processes.
 *
 * <p>Locks the file {@code <name>.lock}, which is never deleted: two processes could then hold the lock. The operating
 * system releases the lock when its process ends.
 */
final class FolderLocks {
    private static final Duration MAX_WAIT = Duration.ofDays(365);
    private static final long FIRST_PAUSE = Duration.ofMillis(2).toNanos();
    private static final long MAX_PAUSE = Duration.ofMillis(50).toNanos();

    private final Path folder;

    FolderLocks(Path folder) {
        this.folder = folder;
    }

    Optional<CacheStore.Lock> acquire(String name, Duration wait) throws IOException, InterruptedException {
        OwnerOnly.createFolder(folder);
        Path path = folder.toRealPath().resolve(name + ".lock");
        long start = System.nanoTime();
        long nanos = (wait.compareTo(MAX_WAIT) < 0 ? wait : MAX_WAIT).toNanos();
        for (long pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, MAX_PAUSE)) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Optional<CacheStore.Lock> lock = attempt(path);
            long left = nanos - (System.nanoTime() - start);
            if (lock.isPresent() || left <= 0) {
                return lock;
            }
            HeldLocks.awaitRelease(Math.min(left, pause));
        }
    }

    private static Optional<CacheStore.Lock> attempt(Path path) throws IOException, InterruptedException {
        // The operating system's lock is the whole process's, and closing any other channel on the
        // file would drop it, so a thread opens the file only when no other one holds it.
        if (!HeldLocks.add(path)) {
            return Optional.empty();
        }
        Optional<FileChannel> locked = Optional.empty();
        try {
            locked = lock(path);
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException("interrupted while locking " + path).initCause(e);
        } finally {
            if (locked.isEmpty()) {
                HeldLocks.withdraw(path);
            }
        }
        return locked.map(channel -> new HeldLock(path, channel));
    }

    private static Optional<FileChannel> lock(Path path) throws IOException {
        Optional<Object> identity = create(path);
        FileChannel channel;
        try {
            channel = FileChannel.open(path, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        boolean locked = false;
        try {
            FileLock lock = channel.tryLock();
            // The folder may have been emptied meanwhile: a lock on a deleted file excludes no one.
            locked = lock != null && identity.equals(identity(path));
        } catch (OverlappingFileLockException e) {
            // Held by another copy of this class in the same process.
            locked = false;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        return locked ? Optional.of(channel) : Optional.empty();
    }

    private static Optional<Object> create(Path path) throws IOException {
        try {
            Files.createFile(path, OwnerOnly.forFile(path));
        } catch (FileAlreadyExistsException e) {
            // The usual case.
        }
        return identity(path);
    }

    private static Optional<Object> identity(Path path) throws IOException {
        return FileStamp.of(path).flatMap(stamp -> Optional.ofNullable(stamp.key()));
    }
}
