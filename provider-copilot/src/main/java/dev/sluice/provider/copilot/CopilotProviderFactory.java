package dev.sluice.provider.copilot;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderContext;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderFactory;
import dev.sluice.provider.Setting;
import dev.sluice.provider.copilot.api.CopilotClient;
import dev.sluice.provider.copilot.auth.ClientIdentity;
import dev.sluice.provider.copilot.auth.Credentials;
import dev.sluice.provider.copilot.auth.DeviceFlow;
import dev.sluice.provider.copilot.auth.DeviceSignIn;
import dev.sluice.provider.copilot.auth.DirectCredentials;
import dev.sluice.provider.copilot.auth.DirectEndpoint;
import dev.sluice.provider.copilot.auth.ExchangedCredentials;
import dev.sluice.provider.copilot.auth.GitHubSite;
import dev.sluice.provider.copilot.auth.GitHubTokens;
import dev.sluice.provider.copilot.auth.TokenExchange;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Makes the provider of GitHub Copilot's models. */
public final class CopilotProviderFactory implements ProviderFactory {
    private static final String ID = "copilot";

    /** Makes the factory. */
    public CopilotProviderFactory() {
        // For the service loader.
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Setting<Boolean> enabled() {
        return Setting.enabled(true).alias("GITHUB_COPILOT_ENABLED");
    }

    @Override
    public List<Setting<?>> settings() {
        return CopilotSettings.all();
    }

    @Override
    public Provider create(ProviderContext context) {
        if (!context.id().equals(ID)) {
            // The token in .env and the one in .cache have one name each.
            throw new ProviderException(
                    ErrorKind.INVALID_REQUEST,
                    "there is one Copilot account to a gateway; for another, run a second gateway with a home folder"
                            + " of its own");
        }
        CopilotSettings settings = new CopilotSettings(context.settings());
        GitHubSite site = settings.site();
        GitHubTokens tokens = new GitHubTokens(context.secrets(), site, context.clock());
        Access access = settings.direct()
                ? direct(settings, site, tokens, context)
                : exchanged(settings, site, tokens, context);
        context.meters()
                .gauge(
                        "token_expiry_seconds",
                        () -> access.credentials().secondsLeft().orElse(Double.NaN));
        CopilotClient api =
                new CopilotClient(context.http(), access.credentials(), settings.identity(), context.clock());
        KnownModels models = new KnownModels(settings);
        CopilotProvider provider = new CopilotProvider(
                access, api, models, new OpenAiCalls(api, models, context.clock()), new NativeCalls(api));
        if (settings.signInOnStart()) {
            access.begin();
        }
        return provider;
    }

    private static Access direct(
            CopilotSettings settings, GitHubSite site, GitHubTokens tokens, ProviderContext context) {
        DirectEndpoint endpoint = new DirectEndpoint(context.http(), site, settings.identity(), context.clock());
        return new Access(new DirectCredentials(tokens, endpoint), Optional.empty());
    }

    private static Access exchanged(
            CopilotSettings settings, GitHubSite site, GitHubTokens tokens, ProviderContext context) {
        ClientIdentity identity = settings.identity();
        AtomicReference<DeviceSignIn> signIn = new AtomicReference<>();
        Credentials credentials = new ExchangedCredentials(
                tokens, new TokenExchange(context.http(), site, identity, context.clock()), site, context, () -> {
                    DeviceSignIn known = signIn.get();
                    if (known != null && settings.signInOnStart()) {
                        known.begin();
                    }
                });
        DeviceFlow flow = new DeviceFlow(context.http(), site, identity, settings.app(), context.clock());
        signIn.set(new DeviceSignIn(flow, tokens, context, credentials::start));
        return new Access(credentials, Optional.of(signIn.get()));
    }
}
