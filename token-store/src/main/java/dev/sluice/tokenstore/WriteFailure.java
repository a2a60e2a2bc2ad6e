package dev.sluice.tokenstore;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Explains to the person who runs the gateway why a file could not be written, and what to do. */
final class WriteFailure {
    private static final long FULL_BELOW_BYTES = 64 * 1024;

    private WriteFailure() {}

    static IOException explain(Path file, IOException cause) {
        return new IOException("cannot write " + file + ": " + reason(file.toAbsolutePath(), cause), cause);
    }

    private static String reason(Path file, IOException cause) {
        if (Files.isDirectory(file)) {
            return "there is a folder in its place; remove or rename it";
        }
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return folder + " is not a folder and cannot be created; choose another home folder";
        }
        return place(folder, cause);
    }

    private static String place(Path folder, IOException cause) {
        try {
            FileStore store = Files.getFileStore(folder);
            if (store.isReadOnly()) {
                return "its file system is read-only; mount it writable or choose another home folder";
            }
            if (store.getUsableSpace() < FULL_BELOW_BYTES) {
                return "the disk is full; free some space";
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        String said = said(cause);
        if (cause instanceof AccessDeniedException || !Files.isWritable(folder)) {
            return "permission denied (" + said + "); let this user own " + folder + " and what is in it";
        }
        // A single file mounted into a container can be written to, but not replaced.
        boolean mounted = said.toLowerCase(Locale.ROOT).contains("busy");
        return mounted ? said + "; if it is mounted by itself, mount its folder instead" : said;
    }

    private static String said(IOException cause) {
        String reason = cause instanceof FileSystemException failure ? failure.getReason() : cause.getMessage();
        return reason == null ? "no reason given" : reason;
    }
}
