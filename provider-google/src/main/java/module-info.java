import org.jspecify.annotations.NullMarked;

/** The models of Google, in its own dialect. Exports nothing: the gateway finds it as a service. */
@NullMarked
module dev.sluice.provider.google {
    requires static org.jspecify;
    requires dev.sluice.provider;
    requires dev.sluice.provider.support;
    requires dev.sluice.json;

    provides dev.sluice.provider.ProviderFactory with
            dev.sluice.provider.google.GoogleFactory;
}
