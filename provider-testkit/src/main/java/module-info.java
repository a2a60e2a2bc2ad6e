import org.jspecify.annotations.NullMarked;

/** What a provider's author tests with: contracts, a harness that lends what the gateway lends, simulators of upstreams. */
@NullMarked
module dev.sluice.provider.testkit {
    requires static org.jspecify;
    requires transitive dev.sluice.provider;
    requires dev.sluice.json;
    requires dev.sluice.upstream;
    requires transitive jakarta.json;

    exports dev.sluice.provider.testkit.copilot;
    exports dev.sluice.provider.testkit.http;
}
