package dev.sluice.provider.copilot.api;

import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Secret;
import dev.sluice.provider.UpstreamClient;
import dev.sluice.provider.UpstreamRequest;
import dev.sluice.provider.UpstreamResponse;
import dev.sluice.provider.copilot.auth.ClientIdentity;
import dev.sluice.provider.copilot.auth.Credential;
import dev.sluice.provider.copilot.auth.Credentials;
import dev.sluice.provider.copilot.auth.SignInRequiredException;
import dev.sluice.provider.copilot.errors.CopilotErrors;
import dev.sluice.provider.support.Bodies;
import io.helidon.faulttolerance.Retry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The Copilot API. A refusal that a stale token or a moved endpoint explains is answered by a fresh credential and one
 * replay; everything else is the caller's to see, and the gateway's to retry.
 */
public final class CopilotApi {
    private final UpstreamClient http;
    private final Credentials credentials;
    private final ClientIdentity identity;
    private final Clock clock;
    private final Retry replay = Retry.builder()
            .calls(2)
            .delay(Duration.ZERO)
            .jitter(Duration.ZERO)
            // From the first attempt's start; a model may think for minutes before it refuses. The default is a second.
            .overallTimeout(Duration.ofHours(1))
            .addApplyOn(StaleCredentialException.class)
            .build();
    /** A token that was refused although it had just been fetched: its age is not what is wrong with it. */
    private volatile @Nullable Secret refusedFresh;

    /**
     * Makes the API.
     *
     * @param http to reach it with
     * @param credentials where credentials come from
     * @param identity what to say the gateway is
     * @param clock to read dates in replies by
     */
    public CopilotApi(UpstreamClient http, Credentials credentials, ClientIdentity identity, Clock clock) {
        this.http = http;
        this.credentials = credentials;
        this.identity = identity;
        this.clock = clock;
    }

    /**
     * Sends a call and waits for the head of its reply.
     *
     * @param call what to send
     * @return a reply of success, which the caller closes
     * @throws SignInRequiredException if there is no credential to send it with; nothing is started
     * @throws ProviderException if there is no reply of success
     */
    public UpstreamResponse send(ApiCall call) {
        AtomicBoolean replayed = new AtomicBoolean();
        try {
            return replay.invoke(() -> attempt(call, replayed));
        } catch (StaleCredentialException e) {
            throw e.refusal();
        }
    }

    private UpstreamResponse attempt(ApiCall call, AtomicBoolean replayed) {
        boolean last = replayed.getAndSet(true);
        Credential credential = credentials.current();
        UpstreamResponse response = http.send(request(call, credential));
        if (response.status() >= 200 && response.status() < 300) {
            return response;
        }
        byte[] body = Bodies.ofError(response);
        ProviderException refusal = CopilotErrors.of(call.path(), response.status(), response.headers(), body, clock);
        Staleness staleness = Staleness.of(response.status(), body);
        if (last) {
            if (staleness != Staleness.NONE) {
                refusedFresh = credential.token();
            }
            throw refusal;
        }
        boolean known = staleness == Staleness.POSSIBLE && Objects.equals(refusedFresh, credential.token());
        if (staleness != Staleness.NONE
                && !known
                && credentials.renew(credential, staleness == Staleness.MISDIRECTED)) {
            throw new StaleCredentialException(refusal);
        }
        throw refusal;
    }

    private UpstreamRequest request(ApiCall call, Credential credential) {
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
