import org.jspecify.annotations.NullMarked;

/**
 * What the providers have in common. For the providers that come with the gateway only: a provider
 * that others write needs nothing but the SPI.
 */
@NullMarked
// The modules that this one is exported to are built after it.
@SuppressWarnings("module")
module dev.sluice.provider.support {
    requires static org.jspecify;
    requires transitive dev.sluice.provider;
    requires dev.sluice.json;
    requires transitive jakarta.json;

    exports dev.sluice.provider.support to
            dev.sluice.provider.copilot,
            dev.sluice.provider.openai,
            dev.sluice.provider.anthropic,
            dev.sluice.provider.google;
}
