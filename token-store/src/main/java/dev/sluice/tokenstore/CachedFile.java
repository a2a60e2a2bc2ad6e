package dev.sluice.tokenstore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Caches a file's bytes until the file changes. Each read restricts the file's permissions to its owner. */
final class CachedFile {
    private static final int ATTEMPTS = 5;

    private final Path path;
    private final OwnerOnly permissions;
    private volatile @Nullable Snapshot latest;

    CachedFile(Path path, Consumer<String> warnings) {
        this.path = path;
        this.permissions = new OwnerOnly(path, warnings);
    }

    /** Returns the identical array for as long as the bytes are the same; empty if there is no file. */
    Optional<byte[]> read() throws IOException {
        Optional<FileStamp> stamp = FileStamp.of(path);
        Snapshot known = latest;
        if (known != null && known.settled() && known.stamp().equals(stamp)) {
            return Optional.of(known.bytes());
        }
        return stamp.isEmpty() ? forget() : load();
    }

    private synchronized Optional<byte[]> load() throws IOException {
        permissions.enforce();
        try {
            Snapshot loaded = snapshot(latest);
            latest = loaded;
            return Optional.of(loaded.bytes());
        } catch (NoSuchFileException e) {
            return forget();
        }
    }

    private synchronized Optional<byte[]> forget() {
        latest = null;
        return Optional.empty();
    }

    /** Reads until the file did not change meanwhile, so that a partial write is not taken for the whole. */
    private Snapshot snapshot(@Nullable Snapshot known) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Instant now = Instant.now();
            Optional<FileStamp> before = FileStamp.of(path);
            byte[] read = Files.readAllBytes(path);
            boolean still = FileStamp.of(path).equals(before);
            if (still || attempt == ATTEMPTS) {
                byte[] bytes = known != null && Arrays.equals(known.bytes(), read) ? known.bytes() : read;
                boolean settled =
                        still && before.filter(stamp -> stamp.settledAt(now)).isPresent();
                return new Snapshot(before, bytes, settled);
            }
        }
    }

    /** Bytes with the file's stamp; only a settled one cannot hide a later change. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    private record Snapshot(Optional<FileStamp> stamp, byte[] bytes, boolean settled) {}
}
