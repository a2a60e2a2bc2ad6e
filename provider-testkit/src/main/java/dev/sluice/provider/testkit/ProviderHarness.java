package dev.sluice.provider.testkit;

import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderFactory;
import dev.sluice.upstream.HttpUpstreamClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a provider as the gateway does: validates its settings, offers it the gateway's services, calls it under its own
 * context class loader, and closes it. Exceptions of the provider reach the test.
 *
 * <p>Thread-safe once it is started.
 */
public final class ProviderHarness implements AutoCloseable {
    private static final int CLOSING = 5;

    private final HttpUpstreamClient http = HttpUpstreamClient.create();
    private final HarnessContext context;
    private final Provider provider;

    private ProviderHarness(Builder builder) {
        HarnessSettings settings = new HarnessSettings(builder.factory, builder.settings, builder.secrets);
        ThreadTasks tasks = new ThreadTasks(builder.factory.getClass().getClassLoader());
        this.context = new HarnessContext(builder, settings, tasks, http);
        OwnLoader loader = new OwnLoader(builder.factory.getClass().getClassLoader());
        this.provider = new LoadedProvider(loader.call(() -> builder.factory.create(context)), loader);
    }

    /**
     * Starts with a factory that the test has made.
     *
     * @param factory creates the provider
     * @return a builder without settings
     */
    public static Builder of(ProviderFactory factory) {
        return new Builder(factory);
    }

    /**
     * Starts with a JAR, or a folder of JARs, loaded into a module layer and a class loader of its own, as from the
     * gateway's {@code providers/}.
     *
     * @param source the file or folder
     * @return a builder without settings
     * @throws IllegalArgumentException if it cannot be loaded, or does not hold exactly one type of provider
     */
    public static Builder ofJar(Path source) {
        return new Builder(ProviderJar.load(source));
    }

    /**
     * Starts with one of the types of provider in a JAR, or in a folder of JARs, loaded as by {@link #ofJar(Path)}.
     *
     * @param source the file or folder
     * @param id the id of one of its factories or presets
     * @return a builder without settings
     * @throws IllegalArgumentException if it cannot be loaded, or holds no such type
     */
    public static Builder ofJar(Path source, String id) {
        return new Builder(ProviderJar.load(source, id));
    }

    /**
     * Returns the provider.
     *
     * @return always the same
     */
    public Provider provider() {
        return provider;
    }

    /**
     * Returns what the provider has announced.
     *
     * @return in its order
     */
    public List<String> announcements() {
        return context.announcements();
    }

    /**
     * Tells how often the provider has counted an event.
     *
     * @param event as it was counted
     * @param outcome as it was counted
     * @return how often
     */
    public int counted(String event, String outcome) {
        return context.meters().counted(event, outcome);
    }

    /**
     * Changes a secret, as somebody does who edits {@code .env}.
     *
     * @param name as in the file
     * @param value its new value
     */
    public void changeSecret(String name, String value) {
        context.secrets().change(name, value);
    }

    /**
     * Closes the provider as the gateway does.
     *
     * @throws AssertionError if that takes longer than 5 seconds, or leaves a task behind
     */
    @Override
    public void close() {
        try {
            Calls.within(Calls.patience(CLOSING), "close()", () -> {
                provider.close();
                return true;
            });
        } finally {
            http.close();
            context.tasks().close();
        }
    }

    /** Collects what is configured. Not thread-safe. */
    public static final class Builder {
        private final ProviderFactory factory;
        private final Map<String, String> settings = new HashMap<>();
        private final Map<String, String> secrets = new HashMap<>();
        private Clock clock = Clock.systemUTC();
        private String id;

        private Builder(ProviderFactory factory) {
            this.factory = factory;
            this.id = factory.id();
        }

        /**
         * Gives the provider another name than its factory's.
         *
         * @param name as in {@code providers.<name>}
         * @return this builder
         */
        public Builder id(String name) {
            id = name;
            return this;
        }

        /**
         * Configures a setting, as {@code application.yaml} does.
         *
         * @param name the setting's name
         * @param value its text
         * @return this builder
         */
        public Builder setting(String name, String value) {
            settings.put(name, value);
            return this;
        }

        /**
         * Puts a secret where {@code .env} would have it.
         *
         * @param name as in the file
         * @param value not empty
         * @return this builder
         */
        public Builder secret(String name, String value) {
            secrets.put(name, value);
            return this;
        }

        /**
         * Sets the clock; the system's by default. Waits of tasks are real all the same.
         *
         * @param value the clock
         * @return this builder
         */
        public Builder clock(Clock value) {
            clock = value;
            return this;
        }

        /**
         * Checks the settings and makes the provider.
         *
         * @return a harness to close
         * @throws IllegalArgumentException naming every mistake in the settings, without a secret
         * @throws dev.sluice.provider.ProviderException as the factory says
         */
        public ProviderHarness start() {
            return new ProviderHarness(this);
        }

        String id() {
            return id;
        }

        Map<String, String> secrets() {
            return secrets;
        }

        Clock clock() {
            return clock;
        }
    }
}
