package dev.sluice.provider.testkit.copilot;

import dev.sluice.provider.testkit.http.Request;
import dev.sluice.provider.testkit.http.Response;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** GitHub's API as far as Copilot's clients use it: identity, token exchange, plan and quota, API host. */
final class GitHubApiEndpoints {

    private final InstantSource clock;
    private final SimulatedCredentials credentials;
    private final SimulatedAccount account;
    private final Supplier<URI> copilotUrl;

    GitHubApiEndpoints(
            InstantSource clock, SimulatedCredentials credentials, SimulatedAccount account, Supplier<URI> copilotUrl) {
        this.clock = clock;
        this.credentials = credentials;
        this.account = account;
        this.copilotUrl = copilotUrl;
    }

    Response user(Request request) {
        String version = request.header("X-GitHub-Api-Version").orElse("2022-11-28");
        if (!version.equals("2022-11-28")) {
            return GitHubErrors.unknownApiVersion(version);
        }
        return holder(request)
                .map(holder ->
                        Response.json(200, JsonValues.object("login", holder.login(), "id", 583_231, "type", "User")))
                .orElseGet(GitHubErrors::badCredentials);
    }

    Response exchange(Request request) {
        Optional<SimulatedCredentials.Holder> holder = holder(request);
        if (holder.isEmpty()) {
            return GitHubErrors.badCredentials();
        }
        TokenKind kind = holder.get().kind();
        if (!kind.exchangeable()) {
            return kind.personal() ? GitHubErrors.personalToken() : GitHubErrors.notFound();
        }
        return account.refusal().orElseGet(() -> Response.json(200, envelope()));
    }

    private JsonObject envelope() {
        Instant serverTime = clock.instant().plus(account.clockOffset());
        Instant expiresAt = serverTime.plus(account.tokenLifetime());
        JsonObject flags = JsonValues.object(
                "annotations_enabled",
                true,
                "chat_enabled",
                true,
                "code_quote_enabled",
                true,
                "copilotignore_enabled",
                false,
                "individual",
                account.plan().startsWith("individual"),
                "sku",
                account.sku(),
                "public_suggestions",
                "enabled",
                "telemetry",
                "disabled",
                "tracking_id",
                "0123456789abcdef",
                "enterprise_list",
                null,
                "organization_list",
                List.of());
        if (account.tokenOmitted()) {
            return flags;
        }
        JsonObject complete = JsonValues.with(flags, "endpoints", endpoints());
        complete = JsonValues.with(complete, "limited_user_quotas", null);
        complete = JsonValues.with(complete, "limited_user_reset_date", null);
        complete = JsonValues.with(complete, "expires_at", expiresAt.getEpochSecond());
        complete = JsonValues.with(complete, "refresh_in", account.refreshIn().toSeconds());
        return JsonValues.with(complete, "token", credentials.issueCopilot(expiresAt, account.sku()));
    }

    private JsonObject endpoints() {
        String api = account.apiEndpoint().orElseGet(() -> copilotUrl.get().toString());
        return JsonValues.object(
                "api",
                api,
                "origin-tracker",
                "https://origin-tracker.individual.githubcopilot.com",
                "proxy",
                "https://proxy.individual.githubcopilot.com",
                "telemetry",
                "https://telemetry.individual.githubcopilot.com");
    }

    Response copilotUser(Request request) {
        Optional<SimulatedCredentials.Holder> holder = holder(request);
        if (holder.isEmpty()) {
            return GitHubErrors.badCredentials();
        }
        JsonObject user = JsonValues.object(
                "login",
                holder.get().login(),
                "copilot_plan",
                account.plan(),
                "access_type_sku",
                account.sku(),
                "analytics_tracking_id",
                "0123456789abcdef",
                "assigned_date",
                "2025-01-01T00:00:00Z",
                "can_signup_for_limited",
                false,
                "chat_enabled",
                true,
                "is_mcp_enabled",
                true,
                "organization_login_list",
                List.of(),
                "organization_list",
                List.of(),
                "endpoints",
                endpoints(),
                "quota_reset_date",
                "2026-10-01",
                "quota_reset_date_utc",
                "2026-10-01T00:00:00.000Z",
                "token_based_billing",
                false,
                "quota_snapshots",
                account.quota().snapshots(clock.instant()));
        return account.refusal().orElseGet(() -> Response.json(200, user));
    }

    Response graphQl(Request request) {
        Optional<SimulatedCredentials.Holder> holder = holder(request);
        if (holder.isEmpty()) {
            return GitHubErrors.badCredentials();
        }
        String query = JsonValues.parseObject(request.text())
                .flatMap(body -> JsonValues.text(body, "query"))
                .orElse("");
        if (!query.contains("copilotEndpoints")) {
            JsonObject error = JsonValues.object("message", "Only viewer.copilotEndpoints is simulated");
            return Response.json(200, JsonValues.object("errors", List.of(error)));
        }
        JsonObject viewer = JsonValues.object(
                "login",
                holder.get().login(),
                "copilotEndpoints",
                JsonValues.object("api", endpoints().getString("api")));
        return Response.json(200, JsonValues.object("data", JsonValues.object("viewer", viewer)));
    }

    private Optional<SimulatedCredentials.Holder> holder(Request request) {
        String value = request.header("Authorization").orElse("");
        int space = value.indexOf(' ');
        String scheme = value.substring(0, Math.max(0, space)).toLowerCase(Locale.ROOT);
        return scheme.equals("token") || scheme.equals("bearer")
                ? credentials.gitHub(value.substring(space + 1))
                : Optional.empty();
    }
}
