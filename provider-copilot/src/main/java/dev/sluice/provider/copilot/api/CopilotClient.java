package dev.sluice.provider.copilot.api;

import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.UpstreamClient;
import dev.sluice.provider.UpstreamRequest;
import dev.sluice.provider.UpstreamResponse;
import dev.sluice.provider.copilot.auth.ClientIdentity;
import dev.sluice.provider.copilot.auth.Credential;
import dev.sluice.provider.copilot.auth.Credentials;
import dev.sluice.provider.copilot.auth.SignInRequiredException;
import dev.sluice.provider.copilot.errors.ErrorClassifier;
import dev.sluice.provider.copilot.errors.StaleTokenRule;
import dev.sluice.provider.copilot.errors.StaleTokenRule.Cause;
import dev.sluice.provider.support.Bodies;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * The Copilot API. A refusal that a stale token or a moved endpoint explains is answered by a fresh credential and one
 * replay; everything else the gateway sees and retries. Each question of a call is answered in one place:
 *
 * <ul>
 *   <li>Which token, and which host? {@link Credentials}
 *   <li>Is a refusal worth a fresh token and a replay? {@link StaleTokenRule}
 *   <li>Is a fresh token to be had, and not refused already as this one was? {@link CredentialRefreshPolicy}
 *   <li>How is the call sent once more, and never twice? {@link ReplayOnce}
 *   <li>What does the client read of a refusal? {@link ErrorClassifier}
 * </ul>
 */
public final class CopilotClient {
    private final UpstreamClient http;
    private final Credentials credentials;
    private final ClientIdentity identity;
    private final Clock clock;
    private final CredentialRefreshPolicy policy;
    private final ReplayOnce replay = new ReplayOnce();

    public CopilotClient(UpstreamClient http, Credentials credentials, ClientIdentity identity, Clock clock) {
        this.http = http;
        this.credentials = credentials;
        this.policy = new CredentialRefreshPolicy(credentials);
        this.identity = identity;
        this.clock = clock;
    }

    /**
     * Sends a call and waits for the head of a successful reply, which the caller closes. Throws {@link
     * SignInRequiredException} if there is no credential to send it with; no sign-in is started.
     */
    public UpstreamResponse send(CopilotCall call) {
        return replay.run(last -> attempt(call, last));
    }

    private ReplayOnce.Result attempt(CopilotCall call, boolean last) {
        Credential credential = credentials.current();
        UpstreamResponse response = http.send(request(call, credential));
        if (response.status() >= 200 && response.status() < 300) {
            return new ReplayOnce.Answered(response);
        }
        byte[] body = Bodies.ofError(response);
        ProviderException refusal = ErrorClassifier.of(call.path(), response.status(), response.headers(), body, clock);
        Cause cause = StaleTokenRule.causeOf(response.status(), body);
        if (last) {
            policy.refusedAgain(cause, credential);
        }
        return new ReplayOnce.Refused(refusal, !last && policy.refreshed(cause, credential));
    }

    private UpstreamRequest request(CopilotCall call, Credential credential) {
        Headers.Builder headers = identity.copilotHeaders(credential.token());
        call.extra().forEach(headers::set);
        headers.set("X-Request-Id", requestId());
        URI address = URI.create(credential.api() + call.path());
        return call.body()
                .map(body -> UpstreamRequest.post(address, headers.build(), body, call.deadlines()))
                .orElseGet(() -> UpstreamRequest.get(address, headers.build(), call.deadlines()));
    }

    /** Random as {@link UUID#randomUUID()} has it, but not secret, which takes longer: it opens nothing. */
    private static String requestId() {
        RandomGenerator random = ThreadLocalRandom.current();
        long version4 = (random.nextLong() & ~0xF000L) | 0x4000L;
        long variant = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return new UUID(version4, variant).toString();
    }
}
