package dev.sluice.tokenstore;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;

/**
 * Replaces a file atomically: readers see the old content or the new one, also after a crash. A symbolic link stays;
 * its target is replaced.
 */
final class AtomicFile {
    private static final int MAX_LINKS = 40;

    private final Path path;

    AtomicFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    /** Decides at the last moment whether to replace the file. */
    @FunctionalInterface
    interface Check {
        boolean holds() throws IOException;
    }

    /** Replaces the content unconditionally. */
    void replace(byte[] content) throws IOException {
        replace(content, () -> true);
    }

    /** Replaces the content unless a check after all slow steps fails; false if it did. */
    boolean replace(byte[] content, Check check) throws IOException {
        Path target = target();
        TemporaryFile.removeStale(target);
        OwnerOnly.createFolder(folder(target));
        try (TemporaryFile temporary = TemporaryFile.beside(target)) {
            write(temporary.path(), content);
            keepOwner(target, temporary.path());
            if (!check.holds()) {
                return false;
            }
            Files.move(temporary.path(), target, StandardCopyOption.ATOMIC_MOVE);
        }
        synchronize(folder(target));
        return true;
    }

    private Path target() throws IOException {
        Path target = path;
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MAX_LINKS) {
                throw new FileSystemLoopException(path.toString());
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }

    private static Path folder(Path target) throws IOException {
        Path folder = target.getParent();
        if (folder == null) {
            throw new IOException(target + " is no file");
        }
        return folder;
    }

    /** Uses a stream: an interrupt would close a channel. */
    private static void write(Path file, byte[] content) throws IOException {
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            out.write(content);
            out.getFD().sync();
        }
    }

    /** Keeps the file's owner, so that a gateway once started by root does not lock the owner out. */
    private static void keepOwner(Path target, Path temporary) throws IOException {
        if (!OwnerOnly.isPosix(target) || !Files.exists(target)) {
            return;
        }
        UserPrincipal owner = Files.getOwner(target);
        if (!owner.equals(Files.getOwner(temporary))) {
            try {
                Files.setOwner(temporary, owner);
            } catch (FileSystemException e) {
                String reason = "it belongs to " + owner.getName() + ", whom replacing it would lock out";
                throw (IOException) new AccessDeniedException(target.toString(), null, reason).initCause(e);
            }
        }
    }

    private static void synchronize(Path folder) {
        boolean interrupted = Thread.interrupted();
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Some file systems cannot sync folders; the file is in place all the same.
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
