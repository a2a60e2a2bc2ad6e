package dev.sluice.gateway;

import io.helidon.common.mapper.DefaultMapperProvider__ServiceDescriptor;
import io.helidon.common.mapper.DefaultResolverService__ServiceDescriptor;
import io.helidon.common.mapper.MappersFactory__ServiceDescriptor;
import io.helidon.config.Config;
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
    private HelidonServices() {}

    /**
     * Fills the process's registry, unless that has been done. Of several gateways in one process, it is given the
     * configuration of the first; Helidon looks there only for sections that no gateway has.
     */
    static synchronized void provide(Config config) {
        if (GlobalServiceRegistry.configured()) {
            return;
        }
        // Every JAR would be searched for rules of serialization, media types and a list of features: there are none.
        System.setProperty("io.helidon.metadata.mode", "none");
        GlobalServiceRegistry.registry(
                ServiceRegistryManager.create(services(config)).registry());
        Services.get(MetricsFactory.class);
    }

    private static ServiceRegistryConfig services(Config config) {
        return ServiceRegistryConfig.builder()
                .discoverServices(false)
                .discoverServicesFromServiceLoader(false)
                .putContractInstance(Config.class, config)
                .addServiceDescriptor(MetricsFactoryFactory__ServiceDescriptor.INSTANCE)
                .addServiceDescriptor(MappersFactory__ServiceDescriptor.INSTANCE)
                .addServiceDescriptor(DefaultMapperProvider__ServiceDescriptor.INSTANCE)
                .addServiceDescriptor(DefaultResolverService__ServiceDescriptor.INSTANCE)
                .build();
    }
}
