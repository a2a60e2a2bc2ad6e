package dev.sluice.provider.testkit.copilot;

import dev.sluice.provider.testkit.http.Request;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the headers of every request as the Copilot API does. */
final class HeaderCheck {

    private static final Set<String> API_VERSIONS = Set.of("2025-04-01", "2025-05-01", "2026-01-09", "2026-06-01");
    private static final Set<String> INTEGRATIONS =
            Set.of("vscode-chat", "copilot-developer-cli", "code-oss", "jetbrains-chat");
    private static final Pattern EDITOR_VERSION = Pattern.compile("[A-Za-z][\\w .-]*/\\d[\\w.+-]*");

    private final InstantSource clock;
    private final SimulatedCredentials credentials;
    private final SimulatedAccount account;

    HeaderCheck(InstantSource clock, SimulatedCredentials credentials, SimulatedAccount account) {
        this.clock = clock;
        this.credentials = credentials;
        this.account = account;
    }

    CallerToken admit(Request request) {
        Optional<String> planHost = account.planHost();
        if (planHost.isPresent() && !request.header("Host").orElse("").equalsIgnoreCase(planHost.get())) {
            throw new RefusedException(CopilotLimits.misdirected());
        }
        if (!request.header("X-GitHub-Api-Version").map(API_VERSIONS::contains).orElse(true)) {
            throw new RefusedException(CopilotLimits.versionUnsupported());
        }
        String token = bearer(request);
        Optional<Instant> expiry = credentials.copilotExpiry(token);
        if (expiry.isPresent()) {
            exchanged(request, expiry.get());
            return new CallerToken(true);
        }
        direct(
                request,
                credentials
                        .gitHub(token)
                        .orElseThrow(() -> new RefusedException(CopilotRefusals.authenticationFailed())));
        return new CallerToken(false);
    }

    private static String bearer(Request request) {
        String value = request.header("Authorization").orElse("");
        if (!value.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
            throw new RefusedException(CopilotRefusals.authenticationFailed());
        }
        return value.substring("bearer ".length()).strip();
    }

    private void exchanged(Request request, Instant expiry) {
        if (!clock.instant().plus(account.clockOffset()).isBefore(expiry)) {
            throw new RefusedException(CopilotRefusals.tokenExpired());
        }
        String editor = request.header("Editor-Version").orElse("");
        if (editor.isBlank()) {
            throw new RefusedException(CopilotRefusals.missingEditorVersion());
        }
        if (!EDITOR_VERSION.matcher(editor).matches()) {
            throw new RefusedException(CopilotRefusals.unknownEditorVersion());
        }
        if (!INTEGRATIONS.contains(request.header("Copilot-Integration-Id").orElse(""))) {
            throw new RefusedException(CopilotRefusals.integrationNotAuthorized());
        }
    }

    private static void direct(Request request, SimulatedCredentials.Holder holder) {
        if (!holder.kind().personal()) {
            return;
        }
        boolean cli = request.header("Copilot-Integration-Id").orElse("").equals("copilot-developer-cli");
        if (holder.kind() == TokenKind.CLASSIC || !cli) {
            throw new RefusedException(CopilotRefusals.personalTokenUnsupported());
        }
        if (holder.kind() == TokenKind.FINE_GRAINED_WITHOUT_PERMISSION) {
            throw new RefusedException(CopilotRefusals.personalTokenWithoutPermission());
        }
    }
}
