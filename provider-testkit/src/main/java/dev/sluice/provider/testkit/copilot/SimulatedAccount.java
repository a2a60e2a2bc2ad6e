package dev.sluice.provider.testkit.copilot;

import dev.sluice.provider.testkit.http.Response;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Copilot account behind every GitHub token of a simulator, and the outcome of its token exchange. Thread-safe. */
public final class SimulatedAccount {

    private final PremiumQuota quota = new PremiumQuota();
    private volatile String plan = "individual";
    private volatile String sku = "monthly_subscriber_quota";
    private volatile Duration tokenLifetime = Duration.ofMinutes(30);
    private volatile Duration refreshIn = Duration.ofMinutes(25);
    private volatile Duration clockOffset = Duration.ZERO;
    private volatile @Nullable String apiEndpoint;
    private volatile boolean tokenOmitted;
    private volatile @Nullable Response refusal;
    private volatile @Nullable String planHost;

    SimulatedAccount() {}

    /** The premium requests. */
    public PremiumQuota quota() {
        return quota;
    }

    /** Sets plan and SKU, for example {@code business} and {@code copilot_for_business_seat}. */
    public void subscribe(String newPlan, String newSku) {
        plan = newPlan;
        sku = newSku;
    }

    /** Refuses every exchange with this answer, see {@link GitHubErrors}, until {@link #admit()}. */
    public void refuse(Response answer) {
        refusal = answer;
    }

    /** Refuses every exchange with a 403 envelope of this reason, such as {@code no_copilot_access}. */
    public void refuse(String notificationId) {
        refuse(GitHubErrors.notEntitled(notificationId, "octocat"));
    }

    /** Lets exchanges succeed again. */
    public void admit() {
        refusal = null;
    }

    /** Sets how long new Copilot tokens live, and after how long their holder is asked to refresh. */
    public void tokenLife(Duration lifetime, Duration refresh) {
        tokenLifetime = lifetime;
        refreshIn = refresh;
    }

    /** Sets how far the server's clock is ahead of the simulator's (behind, when negative). */
    public void clockOffset(Duration offset) {
        clockOffset = offset;
    }

    /** Names another Copilot API in exchanges, hostile ones included. */
    public void apiEndpoint(String uri) {
        apiEndpoint = uri;
    }

    /** Names the simulator's own Copilot API in exchanges again. */
    public void ownApiEndpoint() {
        apiEndpoint = null;
    }

    /** Leaves the token out of a 200 of the exchange, which then holds capability flags only. */
    public void omitToken(boolean omitted) {
        tokenOmitted = omitted;
    }

    /** Answers 421 on the Copilot side to every {@code Host} (with its port, if any) but this. */
    public void planHost(String host) {
        planHost = host;
    }

    /** Takes any {@code Host} again. */
    public void anyHost() {
        planHost = null;
    }

    String plan() {
        return plan;
    }

    String sku() {
        return sku;
    }

    Duration tokenLifetime() {
        return tokenLifetime;
    }

    Duration refreshIn() {
        return refreshIn;
    }

    Duration clockOffset() {
        return clockOffset;
    }

    Optional<String> apiEndpoint() {
        return Optional.ofNullable(apiEndpoint);
    }

    boolean tokenOmitted() {
        return tokenOmitted;
    }

    Optional<Response> refusal() {
        return Optional.ofNullable(refusal);
    }

    Optional<String> planHost() {
        return Optional.ofNullable(planHost);
    }
}
