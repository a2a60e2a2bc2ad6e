import org.jspecify.annotations.NullMarked;

/** The models of GitHub Copilot. Exports nothing: the gateway finds it as a service. */
@NullMarked
module dev.sluice.provider.copilot {
    requires static org.jspecify;
    requires dev.sluice.provider;
    requires dev.sluice.provider.support;
    requires dev.sluice.json;
    requires io.helidon.faulttolerance;
    requires jakarta.json;

    provides dev.sluice.provider.ProviderFactory with
            dev.sluice.provider.copilot.CopilotProviderFactory;
}
