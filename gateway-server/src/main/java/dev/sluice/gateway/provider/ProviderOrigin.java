package dev.sluice.gateway.provider;

import dev.sluice.provider.ProviderFactory;
import java.lang.module.ModuleDescriptor;
import java.util.Optional;

/**
 * Where a provider's code came from.
 *
 * @param source the file or module, for people
 * @param version of the provider's module, if it says so
 * @param spiVersion the version of the provider API that it was compiled against, if its descriptor says so
 * @param droppedIn whether it lies in the folder of providers, and did not come with the gateway
 */
public record ProviderOrigin(String source, Optional<String> version, Optional<String> spiVersion, boolean droppedIn) {
    private static final String SPI = ProviderFactory.class.getModule().getName();

    /** Describes what came with the gateway. */
    static ProviderOrigin shipped(Module module) {
        ModuleDescriptor descriptor = module.getDescriptor();
        return of("module " + (descriptor == null ? module : descriptor.toNameAndVersion()), module, false);
    }

    /** Describes what came from a file. */
    static ProviderOrigin file(String name, Module module) {
        return of(name, module, true);
    }

    /** Describes what was made elsewhere. */
    static ProviderOrigin named(String source) {
        return new ProviderOrigin(source, Optional.empty(), Optional.empty(), false);
    }

    private static ProviderOrigin of(String source, Module module, boolean droppedIn) {
        Optional<ModuleDescriptor> descriptor = Optional.ofNullable(module.getDescriptor());
        return new ProviderOrigin(
                source,
                descriptor.flatMap(ModuleDescriptor::rawVersion),
                descriptor.flatMap(each -> compiledAgainst(SPI, each)).map(ModuleDescriptor.Version::toString),
                droppedIn);
    }

    /** Returns the version of another module that a module was compiled against. */
    static Optional<ModuleDescriptor.Version> compiledAgainst(String other, ModuleDescriptor module) {
        return module.requires().stream()
                .filter(required -> required.name().equals(other))
                .findFirst()
                .flatMap(ModuleDescriptor.Requires::compiledVersion);
    }
}
