package dev.sluice.provider.testkit.contract;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.Provider;
import dev.sluice.provider.testkit.ProviderHarness;
import dev.sluice.provider.testkit.SimulatedUpstream;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.Faults;
import dev.sluice.provider.testkit.http.RecordedRequest;
import dev.sluice.provider.testkit.http.Recording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A running provider with the facts that the contracts need to test it. Closing it closes the harness and then the
 * upstream.
 */
public final class ContractSubject implements AutoCloseable {
    private final ProviderHarness harness;
    private final AutoCloseable upstream;
    private final Faults faults;
    private final Recording requests;
    private final String model;
    private final Dialect dialect;
    private final List<String> calls;
    private final @Nullable String lists;

    private ContractSubject(Builder builder) {
        this.harness = builder.harness;
        this.upstream = builder.upstream;
        this.faults = builder.faults;
        this.requests = builder.requests;
        this.model = Objects.requireNonNull(builder.model, "a model to call");
        this.dialect = builder.dialect;
        this.calls = List.copyOf(builder.calls);
        if (calls.isEmpty()) {
            throw new IllegalStateException("callsAt() must name the path of calls at the upstream");
        }
        this.lists = builder.lists;
    }

    /**
     * Starts with a provider and the upstream it was given.
     *
     * @param harness with the provider
     * @param upstream to be closed after it
     * @return a builder for the rest
     */
    public static Builder of(ProviderHarness harness, SimulatedUpstream upstream) {
        return new Builder(harness, upstream, upstream.faults(), upstream.requests());
    }

    /**
     * Starts with a provider and a simulator of one's own.
     *
     * @param harness with the provider
     * @param upstream closed after it
     * @param faults in front of its script
     * @param requests what came in
     * @return a builder for the rest
     */
    public static Builder of(ProviderHarness harness, AutoCloseable upstream, Faults faults, Recording requests) {
        return new Builder(harness, upstream, faults, requests);
    }

    Provider provider() {
        return harness.provider();
    }

    ProviderHarness harness() {
        return harness;
    }

    String model() {
        return model;
    }

    Dialect dialect() {
        return dialect;
    }

    /** Puts a fault before every call of the model from now on. */
    void failCalls(Fault fault) {
        calls.forEach(path -> faults.always(path, fault));
    }

    /** Puts a fault before every listing of models; false if the upstream is not asked for any. */
    boolean failLists(Fault fault) {
        if (lists == null) {
            return false;
        }
        faults.always(lists, fault);
        return true;
    }

    RecordedRequest awaitCall(Duration patience) throws InterruptedException {
        List<RecordedRequest> come = calls();
        return come.isEmpty() ? requests.awaitRequest(calls.getFirst(), patience) : come.getFirst();
    }

    List<RecordedRequest> calls() {
        return calls.stream().flatMap(path -> requests.to(path).stream()).toList();
    }

    @Override
    public void close() {
        try {
            harness.close();
        } finally {
            closeUpstream();
        }
    }

    private void closeUpstream() {
        try {
            upstream.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the upstream could not be closed", e);
        }
    }

    /** Collects what a contract must know. Not thread-safe. */
    public static final class Builder {
        private final ProviderHarness harness;
        private final AutoCloseable upstream;
        private final Faults faults;
        private final Recording requests;
        private @Nullable String model;
        private Dialect dialect = Dialect.CHAT_COMPLETIONS;
        private final List<String> calls = new ArrayList<>();
        private @Nullable String lists;

        private Builder(ProviderHarness harness, AutoCloseable upstream, Faults faults, Recording requests) {
            this.harness = harness;
            this.upstream = upstream;
            this.faults = faults;
            this.requests = requests;
        }

        /**
         * Names a model that the provider lists and the upstream answers for, by text, by streams and by tool calls.
         *
         * @param id without a provider's prefix
         * @return this builder
         */
        public Builder model(String id) {
            model = id;
            return this;
        }

        /**
         * Chooses the dialect to ask in; chat completions by default.
         *
         * @param value chat completions, Responses, Messages or Gemini
         * @return this builder
         */
        public Builder dialect(Dialect value) {
            dialect = value;
            return this;
        }

        /**
         * Says where the upstream is called for that model and dialect. To be said again where streams go elsewhere.
         *
         * @param path without query
         * @return this builder
         */
        public Builder callsAt(String path) {
            calls.add(path);
            return this;
        }

        /**
         * Says where the upstream is asked for its models, if it is.
         *
         * @param path without query
         * @return this builder
         */
        public Builder listsAt(String path) {
            lists = path;
            return this;
        }

        /**
         * Makes the subject.
         *
         * @return to be closed
         */
        public ContractSubject build() {
            return new ContractSubject(this);
        }
    }
}
