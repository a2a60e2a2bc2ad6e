package dev.sluice.provider.anthropic;

import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderContext;
import dev.sluice.provider.ProviderFactory;
import dev.sluice.provider.SecretSource;
import dev.sluice.provider.Setting;
import dev.sluice.provider.support.ApiAddress;
import dev.sluice.provider.support.ApiClient;
import dev.sluice.provider.support.ApiKeys;
import dev.sluice.provider.support.Authorization;
import dev.sluice.provider.support.UpstreamErrors;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Creates providers of Anthropic's API; off until configured. */
public final class AnthropicFactory implements ProviderFactory {
    static final Setting<SecretSource> API_KEY = Setting.secret("api-key", "The API key, or several, used in turn.");
    /** File-only: the vendor's tools read the same variable, which often holds this gateway's address. */
    static final Setting<URI> BASE_URL = Setting.url(
                    "base-url", URI.create("https://api.anthropic.com"), "The address of the API, without /v1.")
            .fileOnly();

    static final Setting<List<String>> MODELS =
            Setting.list("models", List.of(), "The models to offer, instead of those that the upstream lists.");

    @Override
    public String id() {
        return "anthropic";
    }

    @Override
    public Setting<Boolean> enabled() {
        return Setting.enabled(false);
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(API_KEY, BASE_URL, MODELS);
    }

    @Override
    public Provider create(ProviderContext context) {
        String prefix = "providers." + context.id();
        String hint = "Set it in .env as ANTHROPIC_API_KEY, or as " + prefix + ".api-key; no restart is needed.";
        UpstreamErrors errors = new UpstreamErrors("Anthropic", prefix, Map.of(), context.clock());
        ApiKeys keys = ApiKeys.required(context.settings().get(API_KEY), hint, context.clock(), context.meters());
        ApiClient client = new ApiClient(
                context.http(),
                address(context.settings().get(BASE_URL), prefix),
                Authorization.header("x-api-key"),
                keys,
                errors);
        return new AnthropicProvider(client, keys, errors, context.settings().get(MODELS));
    }

    private static ApiAddress address(URI configured, String prefix) {
        return ApiAddress.of(URI.create(configured.toString().replaceFirst("/v1/*$", "")), prefix + ".base-url");
    }
}
