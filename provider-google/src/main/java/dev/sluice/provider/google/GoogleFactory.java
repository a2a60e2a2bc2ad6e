package dev.sluice.provider.google;

import dev.sluice.provider.ErrorKind;
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

/** Creates providers of Google's Gemini API; off until configured. */
public final class GoogleFactory implements ProviderFactory {
    static final Setting<SecretSource> API_KEY =
            Setting.secret("api-key", "The API key, or several, used in turn.").alias("GOOGLE_AI_API_KEY");
    /** File-only: other programs read the same variable, which often holds this gateway's address. */
    static final Setting<URI> BASE_URL = Setting.url(
                    "base-url",
                    URI.create("https://generativelanguage.googleapis.com"),
                    "The address of the API, without the version.")
            .fileOnly();

    static final Setting<List<String>> MODELS =
            Setting.list("models", List.of(), "The models to offer, instead of those that the upstream lists.");

    /** The meaning of Google's own statuses and reasons. */
    private static final Map<String, ErrorKind> CODES = Map.of("failed_precondition", ErrorKind.NOT_ENTITLED);

    @Override
    public String id() {
        return "google";
    }

    @Override
    public Setting<Boolean> enabled() {
        return Setting.enabled(false).alias("GOOGLE_AI_ENABLED");
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(API_KEY, BASE_URL, MODELS);
    }

    @Override
    public Provider create(ProviderContext context) {
        String prefix = "providers." + context.id();
        String hint = "Set it in .env as GOOGLE_API_KEY, or as " + prefix + ".api-key; no restart is needed.";
        UpstreamErrors errors = new UpstreamErrors("Google", prefix, CODES, context.clock());
        ApiKeys keys = ApiKeys.required(context.settings().get(API_KEY), hint, context.clock(), context.meters());
        ApiAddress address = address(context.settings().get(BASE_URL), prefix);
        // Never in the query, which proxies may log.
        Authorization own = Authorization.header("x-goog-api-key");
        return new GoogleProvider(
                new ApiClient(context.http(), address, own, keys, errors),
                new ApiClient(context.http(), address, Authorization.BEARER, keys, errors),
                keys,
                errors,
                context.settings().get(MODELS));
    }

    private static ApiAddress address(URI configured, String prefix) {
        return ApiAddress.of(URI.create(configured.toString().replaceFirst("/v1(beta)?/*$", "")), prefix + ".base-url");
    }
}
