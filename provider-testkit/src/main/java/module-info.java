import org.jspecify.annotations.NullMarked;

/** The test kit for providers' authors: contracts, a harness with the gateway's services, simulators of upstreams. */
@NullMarked
module dev.sluice.provider.testkit {
    requires static org.jspecify;
    requires transitive dev.sluice.provider;
    requires dev.sluice.json;
    requires dev.sluice.upstream;
    requires transitive jakarta.json;
    // The contracts are JUnit tests. The simulators alone need no JUnit.
    requires static org.junit.jupiter.api;

    exports dev.sluice.provider.testkit;
    exports dev.sluice.provider.testkit.contract;
    exports dev.sluice.provider.testkit.copilot;
    exports dev.sluice.provider.testkit.http;
    exports dev.sluice.provider.testkit.openai;

    uses dev.sluice.provider.ProviderFactory;
}
