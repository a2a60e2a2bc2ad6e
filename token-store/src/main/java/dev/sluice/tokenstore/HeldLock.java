package dev.sluice.tokenstore;

import dev.sluice.provider.CacheStore;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** A held file lock, until its channel is closed. Any thread may close it, repeatedly. */
final class HeldLock implements CacheStore.Lock {
    private static final System.Logger LOGGER = System.getLogger(HeldLock.class.getName());

    private final Path path;
    private final FileChannel channel;
    private final AtomicBoolean closed = new AtomicBoolean();

    HeldLock(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "cannot close the lock file " + path, e);
        } finally {
            HeldLocks.release(path);
        }
    }
}
