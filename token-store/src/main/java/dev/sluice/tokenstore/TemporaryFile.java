package dev.sluice.tokenstore;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/** The new content of a file while it is written: in the same folder, accessible to its owner only. */
record TemporaryFile(Path path) implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(TemporaryFile.class.getName());
    // Far longer than any write takes, so that only files of crashed processes are removed.
    private static final Duration ABANDONED = Duration.ofHours(1);

    static TemporaryFile beside(Path target) throws IOException {
        Path path = target.resolveSibling(prefix(target) + UUID.randomUUID() + ".tmp");
        Files.createFile(path, OwnerOnly.forFile(path));
        return new TemporaryFile(path);
    }

    /** Deletes the temporary file, unless it was moved into place. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }

    static void removeStale(Path target) {
        Pattern ours = Pattern.compile(Pattern.quote(prefix(target)) + "[0-9a-f-]{36}\\.tmp");
        Path folder = target.resolveSibling(".");
        Instant before = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                folder, file -> ours.matcher(file.getFileName().toString()).matches())) {
            for (Path stale : files) {
                if (Files.getLastModifiedTime(stale, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isBefore(before)) {
                    Files.deleteIfExists(stale);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // There is no folder, or another gateway has just removed the same file.
        } catch (IOException | DirectoryIteratorException e) {
            LOGGER.log(Level.DEBUG, "cannot remove temporary files of a crashed process beside " + target, e);
        }
    }

    private static String prefix(Path target) {
        String name = String.valueOf(target.getFileName());
        return (name.startsWith(".") ? name : "." + name) + ".sluice-";
    }
}
