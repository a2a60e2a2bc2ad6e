package dev.sluice.provider.copilot;

import dev.sluice.provider.Setting;
import dev.sluice.provider.Settings;
import dev.sluice.provider.copilot.auth.ClientIdentity;
import dev.sluice.provider.copilot.auth.GitHubSite;
import dev.sluice.provider.copilot.auth.OAuthApp;
import dev.sluice.provider.support.Loopback;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be configured under {@code providers.copilot}, and what follows from it. */
final class CopilotSettings {
    static final Setting<SignInTime> SIGN_IN = Setting.choice(
            "sign-in",
            SignInTime.ON_START,
            "When to begin a sign-in where no usable token is: at the start, or with the first request.");
    static final Setting<AuthMode> AUTH = Setting.choice(
            "auth",
            AuthMode.EXCHANGE,
            "Exchange the GitHub token for Copilot tokens, or send a token of your own directly.");
    static final Setting<URI> GITHUB_URL = Setting.url(
            "github-url",
            URI.create("https://github.com"),
            "The GitHub where people sign in; https://TENANT.ghe.com for an enterprise's.");
    static final Setting<Optional<URI>> GITHUB_API_URL =
            Setting.optionalUrl("github-api-url", "GitHub's API; https://api.github.com or the tenant's if not given.");
    static final Setting<Optional<URI>> API_URL =
            Setting.optionalUrl("api-url", "The Copilot API, instead of the one that GitHub names for the account.");
    static final Setting<String> CLIENT_ID =
            Setting.text("client-id", "Iv1.b507a08c87ecfe98", "The application that the user approves at sign-in.");
    static final Setting<String> SCOPE =
            Setting.text("scope", "read:user", "What the application asks for at sign-in.");
    static final Setting<String> EDITOR_VERSION = Setting.text(
            "editor-version", "vscode/1.104.3", "The Editor-Version header, which exchanged tokens demand.");
    static final Setting<String> EDITOR_PLUGIN_VERSION = Setting.text(
            "editor-plugin-version", "copilot-chat/0.26.7", "The Editor-Plugin-Version header, for exchanged tokens.");
    static final Setting<String> USER_AGENT = Setting.text(
            "user-agent",
            "",
            "The User-Agent header; GitHubCopilotChat/0.26.7 with exchanged tokens and Sluice with direct ones if empty.");
    // The newest that an official client sends. Older ones end: in February 2026 the API refused one world-wide (466).
    static final Setting<String> GITHUB_API_VERSION =
            Setting.text("github-api-version", "2026-01-09", "The X-GitHub-Api-Version header; none is sent if empty.");
    static final Setting<String> INTEGRATION_ID = Setting.text(
            "integration-id",
            "",
            "The Copilot-Integration-Id header; vscode-chat with exchanged tokens and copilot-developer-cli with "
                    + "direct ones if empty.");
    static final Setting<Boolean> PICKER_ONLY = Setting.flag(
            "picker-only", false, "List only the models that editors offer; on free and student plans that is none.");
    static final Setting<NonStreaming> NON_STREAMING = Setting.choice(
            "non-streaming",
            NonStreaming.AUTO,
            "How to get replies that callers do not want streamed: plain, stream (and collect), or auto: stream where "
                    + "a plain reply would be refused or cut short.");
    static final Setting<String> STREAM_ONLY_MODELS = Setting.text(
            "stream-only-models",
            "gpt-4.1, claude-3.7-sonnet, claude-sonnet-4",
            "Models that answer only in streams, whatever their catalogue says.");

    private static final System.Logger LOG = System.getLogger(CopilotSettings.class.getName());

    private final Settings values;

    CopilotSettings(Settings values) {
        this.values = values;
    }

    static List<Setting<?>> all() {
        return List.of(
                SIGN_IN,
                AUTH,
                GITHUB_URL,
                GITHUB_API_URL,
                API_URL,
                CLIENT_ID,
                SCOPE,
                EDITOR_VERSION,
                EDITOR_PLUGIN_VERSION,
                USER_AGENT,
                GITHUB_API_VERSION,
                INTEGRATION_ID,
                PICKER_ONLY,
                NON_STREAMING,
                STREAM_ONLY_MODELS);
    }

    boolean signInOnStart() {
        return values.get(SIGN_IN) == SignInTime.ON_START;
    }

    boolean direct() {
        return values.get(AUTH) == AuthMode.DIRECT;
    }

    boolean pickerOnly() {
        return values.get(PICKER_ONLY);
    }

    NonStreaming nonStreaming() {
        return values.get(NON_STREAMING);
    }

    Set<String> streamOnlyModels() {
        return Arrays.stream(values.get(STREAM_ONLY_MODELS).split(",", -1))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    OAuthApp app() {
        return new OAuthApp(values.get(CLIENT_ID).strip(), values.get(SCOPE).strip());
    }

    GitHubSite site() {
        GitHubSite site = GitHubSite.of(values.get(GITHUB_URL), values.get(GITHUB_API_URL), values.get(API_URL));
        Stream.of(Optional.of(site.web()), Optional.of(site.api()), site.copilotApi())
                .flatMap(Optional::stream)
                .filter(address -> "http".equals(address.getScheme()) && !Loopback.is(address))
                .distinct()
                .forEach(address -> LOG.log(
                        System.Logger.Level.WARNING,
                        "Copilot is configured to use {0} without TLS: tokens cross the network in the clear",
                        address));
        return site;
    }

    /** A direct token is no editor's, and nothing pretends that it is. */
    ClientIdentity identity() {
        boolean direct = direct();
        return new ClientIdentity(
                direct ? "" : values.get(EDITOR_VERSION).strip(),
                direct ? "" : values.get(EDITOR_PLUGIN_VERSION).strip(),
                given(USER_AGENT, direct ? "Sluice" : "GitHubCopilotChat/0.26.7"),
                given(INTEGRATION_ID, direct ? "copilot-developer-cli" : "vscode-chat"),
                values.get(GITHUB_API_VERSION).strip());
    }

    private String given(Setting<String> setting, String otherwise) {
        String value = values.get(setting).strip();
        return value.isEmpty() ? otherwise : value;
    }

    /** When a sign-in begins by itself. */
    enum SignInTime {
        ON_START,
        ON_REQUEST
    }

    /** What is sent to the Copilot API. */
    enum AuthMode {
        EXCHANGE,
        DIRECT
    }

    /** How replies come about that the client does not want streamed. */
    enum NonStreaming {
        AUTO,
        PLAIN,
        STREAM
    }
}
