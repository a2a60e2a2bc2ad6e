package dev.sluice.provider.testkit.copilot;

import dev.sluice.provider.testkit.http.HeaderFields;
import dev.sluice.provider.testkit.http.Request;
import dev.sluice.provider.testkit.http.Response;
import dev.sluice.provider.testkit.http.Script;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Adds the service's headers to every reply, those of faults included, and sets the pace of streams. */
final class StandardHeaders implements Script {

    private final Script script;
    private final Optional<SimulatedAccount> quotaOf;
    private final Duration pace;

    private StandardHeaders(Script script, Optional<SimulatedAccount> quotaOf, Duration pace) {
        this.script = script;
        this.quotaOf = quotaOf;
        this.pace = pace;
    }

    static Script ofGitHub(Script script) {
        return new StandardHeaders(script, Optional.empty(), Duration.ZERO);
    }

    static Script ofCopilot(Script script, SimulatedAccount account, Duration pace) {
        return new StandardHeaders(script, Optional.of(account), pace);
    }

    @Override
    public Response answer(Request request) {
        return complete(request, script.answer(request));
    }

    @Override
    public Optional<Response> answerEarly(Request head) {
        return script.answerEarly(head).map(response -> complete(head, response));
    }

    private Response complete(Request request, Response response) {
        if (response.bare()) {
            return response;
        }
        HeaderFields headers = response.headers()
                .withDefault("X-GitHub-Request-Id", gitHubRequestId())
                .withDefault("X-Content-Type-Options", "nosniff");
        Optional<String> requestId = request.header("X-Request-Id");
        if (quotaOf.isPresent()) {
            headers = copilot(headers, quotaOf.get());
            headers = headers.withDefault("X-Request-Id", requestId.orElseGet(() -> SimulatedCredentials.hex(16)));
        }
        Response complete = response.headers(headers);
        return pace.isZero() || !response.chunked() ? complete : complete.paced(pace);
    }

    private static HeaderFields copilot(HeaderFields headers, SimulatedAccount account) {
        return headers.withDefault("X-GitHub-Backend", "Kubernetes")
                .withDefault("X-Copilot-Api-Exp-Assignment-Context", "")
                .withDefault("Content-Security-Policy", "default-src 'none'; sandbox")
                .withDefault("Strict-Transport-Security", "max-age=31536000")
                .withDefault("X-Quota-Snapshot-Chat", PremiumQuota.unlimitedHeader())
                .withDefault("X-Quota-Snapshot-Completions", PremiumQuota.unlimitedHeader())
                .withDefault(
                        "X-Quota-Snapshot-Premium_Interactions", account.quota().premiumHeader());
    }

    private static String gitHubRequestId() {
        String hex = SimulatedCredentials.hex(15).toUpperCase(Locale.ROOT);
        return String.join(
                ":",
                hex.substring(0, 4),
                hex.substring(4, 10),
                hex.substring(10, 16),
                hex.substring(16, 22),
                hex.substring(22, 30));
    }
}
