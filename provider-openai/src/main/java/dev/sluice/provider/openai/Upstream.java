package dev.sluice.provider.openai;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderContext;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.SecretSource;
import dev.sluice.provider.Settings;
import dev.sluice.provider.openai.Preset.Trait;
import dev.sluice.provider.support.ApiAddress;
import dev.sluice.provider.support.ApiClient;
import dev.sluice.provider.support.ApiKeys;
import dev.sluice.provider.support.Authorization;
import dev.sluice.provider.support.UpstreamErrors;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The configuration of one upstream: address, APIs, keys. */
final class Upstream {
    private static final System.Logger LOG = System.getLogger(Upstream.class.getName());
    /** The address of GitHub Models until October 2025, which older configurations may name. */
    private static final String FORMER_GITHUB_MODELS = "models.inference.ai.azure.com";

    /** The code of a LiteLLM without a database for every key but its own, with status 400. */
    private static final Map<String, ErrorKind> CODES = Map.of("no_db_connection", ErrorKind.SIGN_IN_REQUIRED);

    private final Preset preset;
    private final PresetSettings described;
    private final ProviderContext context;
    private final Settings values;
    private final String prefix;
    private final ApiAddress address;
    private final ApiKeys keys;
    private final UpstreamErrors errors;

    Upstream(Preset preset, PresetSettings described, ProviderContext context) {
        this.preset = preset;
        this.described = described;
        this.context = context;
        this.values = context.settings();
        this.prefix = "providers." + context.id();
        this.address = address();
        this.keys = apiKeys();
        this.errors = new UpstreamErrors(name(), prefix, CODES, context.clock());
    }

    /** The name in messages: the preset's, and that of a further instance. */
    String name() {
        return context.id().equals(preset.id()) ? preset.name() : preset.name() + " (" + context.id() + ")";
    }

    boolean is(Trait trait) {
        return preset.is(trait);
    }

    boolean servesOpenAiModels() {
        return is(Trait.AZURE) || (is(Trait.OPENAI_MODELS) && isVendorsOwn());
    }

    String prefix() {
        return prefix;
    }

    private ApiKeys apiKeys() {
        String hint =
                "Set it in .env as " + environmentName() + ", or as " + prefix + ".api-key; no" + " restart is needed.";
        SecretSource source = source();
        return isKeyRequired()
                ? ApiKeys.required(source, hint, context.clock(), context.meters())
                : ApiKeys.optional(source, context.clock(), context.meters());
    }

    ApiKeys keys() {
        return keys;
    }

    UpstreamErrors errors() {
        return errors;
    }

    ApiClient client() {
        Authorization authorization = is(Trait.AZURE) ? Authorization.header("api-key") : Authorization.BEARER;
        return new ApiClient(context.http(), address, authorization, keys, errors);
    }

    Endpoints endpoints() {
        return dated() ? Endpoints.deployments(apiVersion()) : Endpoints.PLAIN;
    }

    /** Azure's dated versions have Responses, but not by deployment. */
    Set<Dialect> dialects() {
        List<String> named = values.get(PresetSettings.APIS);
        if (!named.isEmpty()) {
            return PresetSettings.dialects(named, prefix);
        }
        Set<Dialect> known = new LinkedHashSet<>(preset.dialects());
        // A compatible server seldom has more than chat completions; the setting apis adds others.
        if (dated() || (preset.equals(Presets.OPENAI) && !isVendorsOwn())) {
            known.remove(Dialect.RESPONSES);
        }
        return known;
    }

    List<String> models() {
        return values.get(described.models());
    }

    Map<String, String> headers() {
        return values.get(PresetSettings.HEADERS);
    }

    boolean streamUsage() {
        return !is(Trait.STRICT) && values.get(PresetSettings.STREAM_USAGE);
    }

    private boolean dated() {
        return is(Trait.AZURE) && !apiVersion().isEmpty();
    }

    /** Empty for the v1 API, whose versions are no dates. */
    private String apiVersion() {
        String version = values.get(PresetSettings.API_VERSION).orElse("").strip();
        return version.matches("v1|preview|latest") ? "" : version;
    }

    private ApiAddress address() {
        URI configured = values.get(described.baseUrl())
                .filter(url -> !moved(url))
                .orElseGet(() -> URI.create(preset.address()));
        if (configured.getHost() == null) {
            throw new ProviderException(
                    ErrorKind.INVALID_REQUEST, prefix + ".base-url is required: there is no default address.");
        }
        return ApiAddress.of(completed(configured), prefix + ".base-url");
    }

    private boolean moved(URI url) {
        boolean former = is(Trait.GITHUB_MODELS) && FORMER_GITHUB_MODELS.equals(url.getHost());
        if (former) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}.base-url names {1}, which GitHub has switched off; {2} is used",
                    prefix,
                    FORMER_GITHUB_MODELS,
                    preset.address());
        }
        return former;
    }

    /** Appends the usual path of the API to an address without a path. */
    private URI completed(URI url) {
        String bare = url.toString().replaceAll("/+$", "");
        if (is(Trait.AZURE)) {
            String resource = bare.replaceFirst("/openai(/v1)?$", "");
            return URI.create(dated() ? resource : resource + "/openai/v1");
        }
        String path = url.getRawPath();
        if (path != null && !path.replace("/", "").isEmpty()) {
            return url;
        }
        String usual = preset.address().isEmpty()
                ? "/v1"
                : URI.create(preset.address()).getRawPath();
        return URI.create(bare + usual);
    }

    /** A compatible server at another address may not require a key. */
    private boolean isKeyRequired() {
        return !is(Trait.KEYLESS) && (is(Trait.AZURE) || isVendorsOwn());
    }

    private boolean isVendorsOwn() {
        if (preset.address().isEmpty()) {
            return false;
        }
        String vendor = URI.create(preset.address()).getHost();
        return address.host().equals(vendor) || address.host().endsWith("." + vendor);
    }

    /** A GitHub token has other uses too: it is sent to GitHub only, unless it is configured as this provider's key. */
    private SecretSource source() {
        SecretSource own = values.get(described.apiKey());
        if (!is(Trait.GITHUB_MODELS) || !isVendorsOwn()) {
            return own;
        }
        SecretSource shared = values.get(PresetSettings.GITHUB_TOKEN);
        return () -> own.first().isPresent() ? own.all() : shared.all();
    }

    private String environmentName() {
        if (is(Trait.GITHUB_MODELS) && isVendorsOwn()) {
            return "GITHUB_TOKEN";
        }
        return (context.id() + "_API_KEY").toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
