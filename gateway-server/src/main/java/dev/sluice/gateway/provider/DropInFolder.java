package dev.sluice.gateway.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The folder of drop-in JARs. Each entry, a JAR or a folder of JARs, is one provider. */
record DropInFolder(Path path) {
    /**
     * An entry of the folder. {@code name} is for messages, such as {@code providers/echo.jar}; {@code stamp} changes
     * with the files.
     */
    record Source(String name, Path path, String stamp) {
        /** Returns its JARs by name, at least one. */
        List<Path> jars() throws LoadingException {
            try {
                List<Path> jars = DropInFolder.jars(path);
                if (jars.isEmpty()) {
                    throw new LoadingException(
                            "the folder holds no JAR; put the provider's JARs into it, or remove it");
                }
                return jars;
            } catch (IOException e) {
                throw new LoadingException("it cannot be read: " + e, e);
            }
        }

        /** Tells whether the files are as they were when they were listed. */
        boolean unchanged() {
            return stamp.equals(DropInFolder.stamp(path));
        }
    }

    /** Lists the entries by name; none if the folder does not exist. */
    List<Source> sources() throws IOException {
        if (!Files.exists(path)) {
            return List.of();
        }
        return list(path, each -> isJar(each) || isFolder(each)).stream()
                .map(each -> new Source(path.getFileName() + "/" + each.getFileName(), each, stamp(each)))
                .toList();
    }

    /** Returns the stamp of each entry, without reading the JARs. */
    SortedMap<String, String> stamps() {
        SortedMap<String, String> stamps = new TreeMap<>();
        try {
            sources().forEach(source -> stamps.put(source.name(), source.stamp()));
        } catch (IOException e) {
            stamps.put("", e.getClass().getName());
        }
        return stamps;
    }

    private static List<Path> jars(Path source) throws IOException {
        return Files.isDirectory(source) ? list(source, DropInFolder::isJar) : List.of(source);
    }

    private static String stamp(Path source) {
        StringBuilder stamp = new StringBuilder();
        try {
            for (Path jar : jars(source)) {
                BasicFileAttributes attributes = Files.readAttributes(jar, BasicFileAttributes.class);
                stamp.append(jar.getFileName()).append(' ');
                stamp.append(attributes.lastModifiedTime()).append(' ').append(attributes.size());
                stamp.append(' ').append(attributes.fileKey()).append('\n');
            }
        } catch (IOException e) {
            stamp.append(e.getClass().getName());
        }
        return stamp.toString();
    }

    private static List<Path> list(Path folder, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(wanted).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static boolean isJar(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.endsWith(".jar") && !name.startsWith(".") && Files.isRegularFile(path);
    }

    private static boolean isFolder(Path path) {
        return Files.isDirectory(path) && !String.valueOf(path.getFileName()).startsWith(".");
    }
}
