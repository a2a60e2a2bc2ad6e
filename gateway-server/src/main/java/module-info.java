import org.jspecify.annotations.NullMarked;

/** The server. Knows no provider by name: it finds them as services. */
@NullMarked
module dev.sluice.gateway {
    requires static org.jspecify;
    requires dev.sluice.provider;
    requires dev.sluice.dialects;
    requires dev.sluice.json;
    requires dev.sluice.tokenstore;
    requires dev.sluice.upstream;
    requires io.helidon.common.mapper;
    requires io.helidon.common.media.type;
    requires io.helidon.common.socket;
    requires io.helidon.common.task;
    requires io.helidon.common.tls;
    requires io.helidon.config;
    requires io.helidon.faulttolerance;
    requires io.helidon.http;
    requires io.helidon.metrics.api;
    requires io.helidon.service.registry;
    requires io.helidon.webserver;
    requires jakarta.json;
    requires java.logging;
    requires org.yaml.snakeyaml;

    // For sun.misc.Signal, which alone tells a second SIGTERM from the first.
    requires jdk.unsupported;
    // For providers that are dropped in: they read only modules that the gateway has resolved.
    requires dev.sluice.provider.support;
    requires java.net.http;

    // What starts a gateway within its own process, as the demo does.
    exports dev.sluice.gateway;

    uses dev.sluice.provider.ProviderFactory;
    uses io.helidon.metrics.spi.MeterRegistryFormatterProvider;
}
