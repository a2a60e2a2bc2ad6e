package dev.sluice.provider;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Small files that can be fetched again, readable by their owner alone: the {@code .cache} folder.
 *
 * <p>Safe for several threads and processes: a reader sees an old file or a new one, whole.
 */
@Incubating(since = "1.0")
public interface CacheStore {

    /**
     * Reads an entry. Asks the file system each time, so that a deleted or replaced file is noticed;
     * an unchanged one is not read again.
     *
     * @param name a plain file name
     * @return nothing if there is none; shared bytes, not to be changed, and the very same array for as
     *     long as the file is unchanged
     * @throws IOException if there is one that cannot be read
     */
    Optional<byte[]> read(String name) throws IOException;

    /**
     * Replaces an entry in one step.
     *
     * @param name a plain file name
     * @param content the whole new content
     * @throws IOException if it could not be stored; the old one is then still there
     */
    void write(String name, byte[] content) throws IOException;

    /**
     * Removes an entry, if it is there.
     *
     * @param name a plain file name
     * @throws IOException if it is there still
     */
    void delete(String name) throws IOException;

    /**
     * Takes a lock that no other thread or process holds, waiting for it.
     *
     * @param name a plain name; the lock does not prevent reading or writing of an entry
     * @param wait how long to wait at most
     * @return the lock, to be closed; nothing if it could not be acquired in time
     * @throws IOException if locks are not possible here, such as in a read-only folder
     * @throws InterruptedException if interrupted while waiting
     */
    Optional<Lock> lock(String name, Duration wait) throws IOException, InterruptedException;

    /** A lock that is held until closed, or until the process ends, however it ends. */
    interface Lock extends AutoCloseable {
        /** Gives the lock back. */
        @Override
        void close();
    }
}
