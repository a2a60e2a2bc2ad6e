package dev.sluice.gateway;

import io.helidon.common.mapper.DefaultMapperProvider__ServiceDescriptor;
import io.helidon.common.mapper.DefaultResolverService__ServiceDescriptor;
import io.helidon.common.mapper.MappersFactory__ServiceDescriptor;
import io.helidon.config.Config;
import io.helidon.faulttolerance.FaultTolerance;
import io.helidon.metrics.api.MetricsFactory;
import io.helidon.metrics.api.MetricsFactoryFactory__ServiceDescriptor;
import io.helidon.service.registry.GlobalServiceRegistry;
import io.helidon.service.registry.ServiceRegistryConfig;
import io.helidon.service.registry.ServiceRegistryManager;
import io.helidon.service.registry.Services;

/**
 * The services of Helidon that its parts ask its registry for. By itself the registry would search every module for
 * all there are, which takes a third of the gateway's start.
 */
final class HelidonServices {
    static {
        if (!GlobalServiceRegistry.configured()) {
            fill();
        }
    }

    private HelidonServices() {}

    /** Fills the process's registry, unless somebody has done so. */
    static void provide() {
        // Done, once, by the time this runs.
    }

    @SuppressWarnings("removal") // Fault tolerance asks for the older of two kinds of configuration.
    private static void fill() {
        // Every JAR would be searched for rules of serialization, media types and a list of features: there are none.
        System.setProperty("io.helidon.metadata.mode", "none");
        GlobalServiceRegistry.registry(ServiceRegistryManager.create(services()).registry());
        FaultTolerance.config(Config.empty());
        Services.get(MetricsFactory.class);
    }

    private static ServiceRegistryConfig services() {
        return ServiceRegistryConfig.builder()
                .discoverServices(false)
                .discoverServicesFromServiceLoader(false)
                .putContractInstance(Config.class, Config.empty())
                .addServiceDescriptor(MetricsFactoryFactory__ServiceDescriptor.INSTANCE)
                .addServiceDescriptor(MappersFactory__ServiceDescriptor.INSTANCE)
                .addServiceDescriptor(DefaultMapperProvider__ServiceDescriptor.INSTANCE)
                .addServiceDescriptor(DefaultResolverService__ServiceDescriptor.INSTANCE)
                .build();
    }
}
