import org.jspecify.annotations.NullMarked;

/** What a provider's author tests with: contracts, a harness that lends what the gateway lends, simulators of upstreams. */
@NullMarked
module dev.sluice.provider.testkit {
    requires static org.jspecify;
    requires transitive dev.sluice.provider;
    requires dev.sluice.json;
    requires dev.sluice.upstream;
    requires transitive jakarta.json;
    // The contracts are JUnit tests. Who uses the simulators alone needs no JUnit.
    requires static org.junit.jupiter.api;

    exports dev.sluice.provider.testkit;
    exports dev.sluice.provider.testkit.contract;
    exports dev.sluice.provider.testkit.copilot;
    exports dev.sluice.provider.testkit.http;
    exports dev.sluice.provider.testkit.openai;

    uses dev.sluice.provider.ProviderFactory;
}
