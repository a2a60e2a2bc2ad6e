package dev.sluice.tokenstore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What tells one state of a file from another without reading it.
 *
 * @param key the file's own identity, where the file system has such
 */
record FileStamp(FileTime modified, long size, @Nullable Object key) {
    // The coarsest clock of a file system in use, FAT's.
    private static final Duration COARSEST_TICK = Duration.ofSeconds(2);

    static Optional<FileStamp> of(Path path) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return Optional.of(new FileStamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    // Compared by the very first request, when a record would have to make this first.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FileStamp stamp
                && modified.equals(stamp.modified)
                && size == stamp.size
                && Objects.equals(key, stamp.key);
    }

    @Override
    public int hashCode() {
        return modified.hashCode();
    }

    /** Whether a change after this moment is sure to give another stamp. */
    boolean settledAt(Instant now) {
        return Duration.between(modified.toInstant(), now).abs().compareTo(COARSEST_TICK) > 0;
    }
}
