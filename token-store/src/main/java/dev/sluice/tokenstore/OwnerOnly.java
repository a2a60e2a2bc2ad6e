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

/** Keeps a file or folder to its owner, on file systems that know of owners. */
final class OwnerOnly {
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path path;
    private final Consumer<String> warnings;
    private final AtomicBoolean complained = new AtomicBoolean();

    OwnerOnly(Path path, Consumer<String> warnings) {
        this.path = path;
        this.warnings = warnings;
    }

    /** Attributes that give a new file mode 0600 before its first byte. */
    static FileAttribute<?>[] forFile(Path path) {
        return attributes(path, "rw-------");
    }

    static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, attributes(folder, "rwx------"));
        }
    }

    /** Takes away what others were given, and warns; does nothing if there is no such file. */
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
            // Nothing there, nothing to keep.
        } catch (IOException e) {
            complain("cannot look up who may read " + path + ": " + e);
        }
    }

    private void narrow(Set<PosixFilePermission> found, Set<PosixFilePermission> narrow) {
        String was = path + " holds secrets and was open to others (" + PosixFilePermissions.toString(found) + ")";
        try {
            Files.setPosixFilePermissions(path, narrow);
            warnings.accept(was + "; now it is its owner's alone (" + PosixFilePermissions.toString(narrow) + ")");
        } catch (IOException e) {
            complain(was + " and cannot be narrowed: " + e + "; run chmod go= on it");
        }
    }

    private void complain(String warning) {
        if (complained.compareAndSet(false, true)) {
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
