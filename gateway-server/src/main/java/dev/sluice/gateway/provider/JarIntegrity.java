package dev.sluice.gateway.provider;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Detects a JAR that is still being copied, was cut off, or is damaged. */
final class JarIntegrity {
    private JarIntegrity() {}

    /** Reads all of a JAR, so that damage is reported now and not when a class is first needed. */
    static void check(Path jar) throws LoadingException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            byte[] buffer = new byte[16 * 1024];
            for (ZipEntry entry : Collections.list(zip.entries())) {
                check(zip, entry, buffer);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new LoadingException(
                    "not a usable JAR: " + jar.getFileName() + ": " + e.getMessage()
                            + "; if it is still being copied, it is loaded once it is whole; else copy it again",
                    e);
        }
    }

    private static void check(ZipFile zip, ZipEntry entry, byte[] buffer) throws IOException {
        CRC32 sum = new CRC32();
        try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), sum)) {
            int read = in.read(buffer);
            while (read >= 0) {
                read = in.read(buffer);
            }
        }
        if (entry.getCrc() != -1 && entry.getCrc() != sum.getValue()) {
            throw new ZipException("the entry " + entry.getName() + " is damaged");
        }
    }
}
