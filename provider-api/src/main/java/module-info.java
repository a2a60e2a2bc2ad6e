import org.jspecify.annotations.NullMarked;

/**
 * The provider API: what a provider of models implements and what the gateway offers it.
 *
 * <p>A provider is a JAR that needs this module alone and declares
 * {@code provides dev.sluice.provider.ProviderFactory with ...}.
 */
@NullMarked
module dev.sluice.provider {
    // Annotations only: nothing of it is needed at run time, nor, not being transitive, to compile a provider.
    requires static org.jspecify;

    exports dev.sluice.provider;

    uses dev.sluice.provider.ProviderFactory;
}
