package dev.sluice.tokenstore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Restricts a file or folder to its owner, on POSIX file systems. */
final class OwnerOnly {
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path path;
    private final Consumer<String> warnings;
    private final AtomicBoolean warned = new AtomicBoolean();

    OwnerOnly(Path path, Consumer<String> warnings) {
        this.path = path;
        this.warnings = warnings;
    }

    /** Returns attributes that create a file with mode 0600. */
    static FileAttribute<?>[] forFile(Path path) {
        return attributes(path, "rw-------");
    }

    static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, attributes(folder, "rwx------"));
        }
    }

    /** Removes the permissions of others, with a warning; does nothing if there is no such file. */
    void enforce() {
        if (!isPosix(path)) {
            return;
        }
        try {
            Set<PosixFilePermission> found = Files.getPosixFilePermissions(path);
            Set<PosixFilePermission> narrow = EnumSet.copyOf(OWNERS);
            narrow.retainAll(found);
            if (!narrow.containsAll(found)) {
                narrow(found, narrow);
            }
        } catch (NoSuchFileException e) {
            // There is nothing to restrict.
        } catch (IOException e) {
            warnOnce("cannot read the permissions of " + path + ": " + e);
        }
    }

    private void narrow(Set<PosixFilePermission> found, Set<PosixFilePermission> narrow) {
        String was =
                path + " holds secrets and was accessible to others (" + PosixFilePermissions.toString(found) + ")";
        try {
            Files.setPosixFilePermissions(path, narrow);
            warnings.accept(was + "; restricted to its owner (" + PosixFilePermissions.toString(narrow) + ")");
        } catch (IOException e) {
            warnOnce(was + " and cannot be restricted: " + e + "; run chmod go= on it");
        }
    }

    private void warnOnce(String warning) {
        if (warned.compareAndSet(false, true)) {
            warnings.accept(warning);
        }
    }

    static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] attributes(Path path, String mode) {
        return isPosix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }
}
