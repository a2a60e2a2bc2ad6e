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

/** An upstream as it is configured: where it is, what it speaks, and whose keys go there. */
final class Upstream {
    private static final System.Logger LOG = System.getLogger(Upstream.class.getName());
    /** Where GitHub Models were until October 2025; an earlier gateway's configuration may name it. */
    private static final String FORMER_GITHUB_MODELS = "models.inference.ai.azure.com";

    /** A LiteLLM without a database says this of every key but its own, with status 400. */
    private static final Map<String, ErrorKind> CODES = Map.of("no_db_connection", ErrorKind.SIGN_IN_REQUIRED);

    private final Preset preset;
    private final PresetSettings described;
    private final ProviderContext context;
    private final Settings values;
    private final String where;
    private final ApiAddress address;
    private final ApiKeys keys;
    private final UpstreamErrors errors;

    Upstream(Preset preset, PresetSettings described, ProviderContext context) {
        this.preset = preset;
        this.described = described;
        this.context = context;
        this.values = context.settings();
        this.where = "providers." + context.id();
        this.address = address();
        this.keys = withKeys();
        this.errors = new UpstreamErrors(name(), where, CODES, context.clock());
    }

    /** Its name in messages: the preset's, and the one that a person gave to a further instance. */
    String name() {
        return context.id().equals(preset.id()) ? preset.name() : preset.name() + " (" + context.id() + ")";
    }

    boolean is(Trait trait) {
        return preset.is(trait);
    }

    /** Tells whether the models' names are OpenAI's own. */
    boolean ofOpenAi() {
        return is(Trait.AZURE) || (is(Trait.OPENAI_MODELS) && atHome());
    }

    String where() {
        return where;
    }

    private ApiKeys withKeys() {
        String cure = "Write it into .env as " + environmentName() + ", or as " + where + ".api-key; no"
                + " restart is needed.";
        SecretSource source = source();
        return keyNeeded()
                ? ApiKeys.required(source, cure, context.clock(), context.meters())
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
            return PresetSettings.dialects(named, where);
        }
        Set<Dialect> known = new LinkedHashSet<>(preset.dialects());
        // What merely speaks like OpenAI seldom has more than its chats; what has says so in apis.
        if (dated() || (preset.equals(Presets.OPENAI) && !atHome())) {
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

    /** The v1 API takes versions that are no dates, and needs none. */
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
                    ErrorKind.INVALID_REQUEST, where + ".base-url is missing: nobody else knows where the API is.");
        }
        return ApiAddress.of(completed(configured), where + ".base-url");
    }

    private boolean moved(URI url) {
        boolean former = is(Trait.GITHUB_MODELS) && FORMER_GITHUB_MODELS.equals(url.getHost());
        if (former) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}.base-url names {1}, which GitHub has switched off; {2} is used",
                    where,
                    FORMER_GITHUB_MODELS,
                    preset.address());
        }
        return former;
    }

    /** An address without a path is that of a server; where its API is below it, nearly all agree. */
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

    /** A server that only borrows the name of a service may well want no key. */
    private boolean keyNeeded() {
        return !is(Trait.KEYLESS) && (is(Trait.AZURE) || atHome());
    }

    private boolean atHome() {
        if (preset.address().isEmpty()) {
            return false;
        }
        String home = URI.create(preset.address()).getHost();
        return address.host().equals(home) || address.host().endsWith("." + home);
    }

    /** A GitHub token is there for more than this: it goes to GitHub alone, unless it is given as this one's key. */
    private SecretSource source() {
        SecretSource own = values.get(described.apiKey());
        if (!is(Trait.GITHUB_MODELS) || !atHome()) {
            return own;
        }
        SecretSource shared = values.get(PresetSettings.GITHUB_TOKEN);
        return () -> own.first().isPresent() ? own.all() : shared.all();
    }

    private String environmentName() {
        if (is(Trait.GITHUB_MODELS) && atHome()) {
            return "GITHUB_TOKEN";
        }
        return (context.id() + "_API_KEY").toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
