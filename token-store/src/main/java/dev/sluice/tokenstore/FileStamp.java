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

/** Detects changes of a file without reading it. The key is the file's identity, if the file system has any. */
record FileStamp(FileTime modified, long size, @Nullable Object key) {
    // The coarsest timestamps of a file system in use, FAT's.
    private static final Duration COARSEST_TICK = Duration.ofSeconds(2);

    static Optional<FileStamp> of(Path path) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return Optional.of(new FileStamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    // Hand-written: a record generates its equals at the first call, which would delay the first request.
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

    /** Tells whether any change after this moment gives another stamp. */
    boolean settledAt(Instant now) {
        return Duration.between(modified.toInstant(), now).abs().compareTo(COARSEST_TICK) > 0;
    }
}
