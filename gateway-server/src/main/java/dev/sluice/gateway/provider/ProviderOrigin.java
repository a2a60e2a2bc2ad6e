package dev.sluice.gateway.provider;

import dev.sluice.provider.ProviderFactory;
import java.lang.module.ModuleDescriptor;
import java.util.Optional;

/**
 * Where a provider's code came from. {@code source} is the file or module, for people; {@code spiVersion} the version
 * of the provider API that it was compiled against, if its descriptor says so; {@code droppedIn} is false for what came
 * with the gateway.
 */
public record ProviderOrigin(String source, Optional<String> version, Optional<String> spiVersion, boolean droppedIn) {
    private static final String SPI = ProviderFactory.class.getModule().getName();

    static ProviderOrigin shipped(Module module) {
        ModuleDescriptor descriptor = module.getDescriptor();
        return of("module " + (descriptor == null ? module : descriptor.toNameAndVersion()), module, false);
    }

    static ProviderOrigin file(String name, Module module) {
        return of(name, module, true);
    }

    /** Describes a provider that was made elsewhere, as tests do. */
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
