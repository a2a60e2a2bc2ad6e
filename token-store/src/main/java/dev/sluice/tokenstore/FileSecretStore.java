package dev.sluice.tokenstore;

import dev.sluice.provider.Secret;
import dev.sluice.provider.SecretStore;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads secrets from the environment, then from a {@code .env} file, to which it writes.
 *
 * <p>In both, a blank value or a placeholder counts as none. A secret that was put takes effect in this process even
 * if it cannot be written, or the environment has another one.
 */
public final class FileSecretStore implements SecretStore {
    private static final System.Logger LOGGER = System.getLogger(FileSecretStore.class.getName());

    private final DotEnvFile file;
    private final Function<String, Optional<String>> environment;
    private final Consumer<String> warnings;
    private final Map<String, Unsaved> unsaved = new ConcurrentHashMap<>();
    private final Map<String, Secret> superseded = new ConcurrentHashMap<>();

    /**
     * Makes a store on a file.
     *
     * @param envFile the {@code .env} file, which need not exist
     * @param environment the environment's variables by name
     */
    public FileSecretStore(Path envFile, Function<String, Optional<String>> environment) {
        this(new DotEnvFile(envFile), environment);
    }

    /**
     * Makes a store on a file that others read as well.
     *
     * @param file the {@code .env} file
     * @param environment the environment's variables by name
     */
    public FileSecretStore(DotEnvFile file, Function<String, Optional<String>> environment) {
        this(file, environment, warning -> LOGGER.log(Level.WARNING, warning));
    }

    FileSecretStore(DotEnvFile file, Function<String, Optional<String>> environment, Consumer<String> warnings) {
        this.file = file;
        this.environment = environment;
        this.warnings = warnings;
    }

    @Override
    public Optional<Secret> get(String name) {
        Optional<Secret> first = inEnvironment(name)
                .filter(value -> !Optional.of(value).equals(Optional.ofNullable(superseded.get(name))));
        return first.isPresent() ? first : inFile(name);
    }

    @Override
    public void put(String name, Secret value) throws IOException {
        if (Placeholder.matches(value.reveal())) {
            throw new IllegalArgumentException("a blank text or a placeholder is not a value for " + name);
        }
        Optional<String> replaced = file.current().value(name);
        supersede(name, value);
        try {
            file.set(name, value.reveal());
            unsaved.remove(name);
        } catch (IOException e) {
            unsaved.put(name, new Unsaved(value, replaced));
            throw new IOException(e.getMessage() + ". Until then " + name + " is kept in memory only.", e);
        } catch (IllegalArgumentException e) {
            unsaved.put(name, new Unsaved(value, replaced));
            throw new IOException(e.getMessage() + "; it is kept in memory only", e);
        }
    }

    private Optional<Secret> inEnvironment(String name) {
        return environment.apply(name).filter(FileSecretStore::isReal).map(value -> Secret.of(value.strip()));
    }

    private Optional<Secret> inFile(String name) {
        Optional<String> found = file.current().value(name);
        Unsaved kept = unsaved.get(name);
        if (kept != null) {
            if (found.isEmpty() || found.equals(kept.replaced())) {
                return Optional.of(kept.value());
            }
            // The file was edited since, which takes precedence, even if it is a placeholder now.
            unsaved.remove(name, kept);
        }
        return found.filter(FileSecretStore::isReal).map(Secret::of);
    }

    private void supersede(String name, Secret value) {
        inEnvironment(name).filter(old -> !old.equals(value)).ifPresent(old -> {
            Secret before = superseded.put(name, old);
            if (before == null || !before.equals(old)) {
                warnings.accept(
                        "the environment sets " + name + " to an older value, which takes effect again at the next"
                                + " start; remove it from the environment so that the new one in the file is used");
            }
        });
    }

    private static boolean isReal(String value) {
        return !Placeholder.matches(value);
    }

    /** A secret that could not be stored, and the file's value at that time. */
    private record Unsaved(Secret value, Optional<String> replaced) {
        /** The replaced value may be a secret as well. */
        @Override
        public String toString() {
            return "Unsaved[hidden]";
        }
    }
}
