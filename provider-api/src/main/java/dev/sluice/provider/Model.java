package dev.sluice.provider;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A model that a provider offers. */
@Stable(since = "1.0")
public final class Model {
    private final String id;
    private final String name;
    private final String owner;
    private final Set<Dialect> dialects;
    private final Set<String> capabilities;
    private final long contextTokens;
    private final long promptTokens;
    private final long outputTokens;
    private final @Nullable Instant created;

    private Model(Builder builder) {
        this.id = builder.id;
        this.name = builder.name;
        this.owner = builder.owner;
        this.dialects = Set.copyOf(builder.dialects);
        this.capabilities = Set.copyOf(builder.capabilities);
        this.contextTokens = builder.contextTokens;
        this.promptTokens = builder.promptTokens;
        this.outputTokens = builder.outputTokens;
        this.created = builder.created;
    }

    /**
     * Starts a model.
     *
     * @param id the upstream's own id, without a provider's prefix
     * @return a builder for the rest
     */
    public static Builder builder(String id) {
        return new Builder(id);
    }

    /**
     * Returns the upstream's own id.
     *
     * @return not empty
     */
    public String id() {
        return id;
    }

    /**
     * Returns the name for people.
     *
     * @return the id if it has none
     */
    public String name() {
        return name;
    }

    /**
     * Returns who made the model.
     *
     * @return lower case, such as {@code openai}; empty if unknown
     */
    public String owner() {
        return owner;
    }

    /**
     * Returns the dialects that the model answers in.
     *
     * @return chat completions if the provider did not say
     */
    public Set<Dialect> dialects() {
        return dialects;
    }

    /**
     * Returns what the model can do, in the upstream's own words, such as {@code tool_calls}.
     *
     * @return possibly empty
     */
    public Set<String> capabilities() {
        return capabilities;
    }

    /**
     * Returns how many tokens a conversation may have in all.
     *
     * @return nothing if unknown
     */
    public OptionalLong contextTokens() {
        return known(contextTokens);
    }

    /**
     * Returns how many tokens a request may have, where the upstream enforces a limit of its own.
     *
     * @return nothing if unknown
     */
    public OptionalLong promptTokens() {
        return known(promptTokens);
    }

    /**
     * Returns how many tokens a reply may have.
     *
     * @return nothing if unknown
     */
    public OptionalLong outputTokens() {
        return known(outputTokens);
    }

    /**
     * Returns when the model was made public.
     *
     * @return nothing if unknown
     */
    public Optional<Instant> created() {
        return Optional.ofNullable(created);
    }

    @Override
    public String toString() {
        return "Model[" + id + "]";
    }

    private static OptionalLong known(long value) {
        return value > 0 ? OptionalLong.of(value) : OptionalLong.empty();
    }

    /** Collects what is known of a model. Not thread-safe. */
    public static final class Builder {
        private final String id;
        private String name;
        private String owner = "";
        private Set<Dialect> dialects = Set.of(Dialect.CHAT_COMPLETIONS);
        private Set<String> capabilities = Set.of();
        private long contextTokens;
        private long promptTokens;
        private long outputTokens;
        private @Nullable Instant created;

        private Builder(String id) {
            if (id.isBlank()) {
                throw new IllegalArgumentException("a model needs an id");
            }
            this.id = id;
            this.name = id;
        }

        /**
         * Sets the name for people.
         *
         * @param value not empty
         * @return this builder
         */
        public Builder name(String value) {
            this.name = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets who made the model.
         *
         * @param value lower case
         * @return this builder
         */
        public Builder owner(String value) {
            this.owner = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets the dialects that the model answers in.
         *
         * @param values at least one
         * @return this builder
         */
        public Builder dialects(Collection<Dialect> values) {
            if (values.isEmpty()) {
                throw new IllegalArgumentException("a model speaks at least one dialect: " + id);
            }
            this.dialects = new LinkedHashSet<>(values);
            return this;
        }

        /**
         * Sets what the model can do.
         *
         * @param values in the upstream's own words
         * @return this builder
         */
        public Builder capabilities(Collection<String> values) {
            this.capabilities = new LinkedHashSet<>(values);
            return this;
        }

        /**
         * Sets how many tokens a conversation may have in all.
         *
         * @param tokens zero or less for unknown
         * @return this builder
         */
        public Builder contextTokens(long tokens) {
            this.contextTokens = tokens;
            return this;
        }

        /**
         * Sets how many tokens a request may have.
         *
         * @param tokens zero or less for unknown
         * @return this builder
         */
        public Builder promptTokens(long tokens) {
            this.promptTokens = tokens;
            return this;
        }

        /**
         * Sets how many tokens a reply may have.
         *
         * @param tokens zero or less for unknown
         * @return this builder
         */
        public Builder outputTokens(long tokens) {
            this.outputTokens = tokens;
            return this;
        }

        /**
         * Sets when the model was made public.
         *
         * @param when as the upstream says
         * @return this builder
         */
        public Builder created(Instant when) {
            this.created = when;
            return this;
        }

        /**
         * Makes the model.
         *
         * @return an immutable model
         */
        public Model build() {
            return new Model(this);
        }
    }
}
