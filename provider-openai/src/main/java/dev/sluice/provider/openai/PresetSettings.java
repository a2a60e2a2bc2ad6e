package dev.sluice.provider.openai;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.SecretSource;
import dev.sluice.provider.Setting;
import dev.sluice.provider.openai.Preset.Trait;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Describes and names the settings of a preset. */
final class PresetSettings {
    static final Setting<Map<String, String>> HEADERS = Setting.map("headers", "Additional headers for every request.");
    static final Setting<List<String>> APIS = Setting.list(
            "apis",
            List.of(),
            "The APIs to use, of chat-completions, responses and embeddings, instead of the preset's.");
    static final Setting<Boolean> STREAM_USAGE = Setting.flag(
            "stream-usage", true, "Request token usage in streams, by stream_options, if the client does not.");
    static final Setting<Optional<String>> API_VERSION = Setting.optionalText(
                    "api-version", "A dated API version such as 2024-10-21, to use instead of the v1 API.")
            .alias("AZURE_OPENAI_API_VERSION");
    static final Setting<SecretSource> GITHUB_TOKEN = Setting.secret(
                    "github-token", "A GitHub token, sent to GitHub only, used without an api-key.")
            .alias("GITHUB_TOKEN");

    private static final Set<String> DIALECTS = Set.of("chat-completions", "responses", "embeddings");

    private final Preset preset;
    private final Setting<SecretSource> apiKey;
    private final Setting<Optional<URI>> baseUrl;
    private final Setting<List<String>> models;

    PresetSettings(Preset preset) {
        this.preset = preset;
        Setting<SecretSource> key = Setting.secret("api-key", "The API key, or several, used in turn.");
        Setting<Optional<URI>> address = Setting.optionalUrl(
                "base-url",
                preset.address().isEmpty()
                        ? "The address of the API; required."
                        : "The address of the API; default " + preset.address() + ".");
        Setting<List<String>> names = Setting.list(
                "models",
                List.of(),
                preset.is(Trait.AZURE)
                        ? "The deployments; required, since the API does not list them."
                        : "The models to offer, instead of those that the upstream lists.");
        if (preset.is(Trait.AZURE)) {
            key = key.alias("AZURE_OPENAI_API_KEY");
            address = address.alias("AZURE_OPENAI_ENDPOINT");
            names = names.alias("AZURE_OPENAI_DEPLOYMENT");
        } else if (isOpenAi()) {
            key = key.alias("EXT_OPENAI_API_KEY");
            address = address.alias("EXT_OPENAI_BASE_URL");
        }
        if (!preset.is(Trait.KEYLESS)) {
            // The vendor's tools read the same variable, which often holds this gateway's own address.
            address = address.fileOnly();
        }
        this.apiKey = key;
        this.baseUrl = address;
        this.models = names;
    }

    Setting<SecretSource> apiKey() {
        return apiKey;
    }

    Setting<Optional<URI>> baseUrl() {
        return baseUrl;
    }

    Setting<List<String>> models() {
        return models;
    }

    Setting<Boolean> enabled() {
        Setting<Boolean> enabled = Setting.enabled(false);
        if (preset.is(Trait.AZURE)) {
            return enabled.alias("AZURE_OPENAI_ENABLED");
        }
        return isOpenAi() ? enabled.alias("EXT_OPENAI_ENABLED") : enabled;
    }

    private boolean isOpenAi() {
        return preset.id().equals(Presets.OPENAI.id());
    }

    List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>(List.of(apiKey, baseUrl, models, APIS, HEADERS));
        if (preset.is(Trait.AZURE)) {
            all.add(API_VERSION);
        }
        if (preset.is(Trait.GITHUB_MODELS)) {
            all.add(GITHUB_TOKEN);
        }
        if (!preset.is(Trait.STRICT)) {
            all.add(STREAM_USAGE);
        }
        return all;
    }

    /** Parses names of APIs. */
    static Set<Dialect> dialects(List<String> names, String where) {
        Set<Dialect> dialects = new LinkedHashSet<>();
        for (String name : names) {
            if (!DIALECTS.contains(name)) {
                throw new ProviderException(
                        ErrorKind.INVALID_REQUEST,
                        where + ".apis: '" + name + "' is not one of chat-completions, responses, embeddings.");
            }
            dialects.add(new Dialect(name));
        }
        return dialects;
    }
}
