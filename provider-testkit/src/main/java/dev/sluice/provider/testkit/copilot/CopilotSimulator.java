package dev.sluice.provider.testkit.copilot;

import dev.sluice.provider.testkit.http.Faults;
import dev.sluice.provider.testkit.http.RecordedRequest;
import dev.sluice.provider.testkit.http.Recording;
import dev.sluice.provider.testkit.http.ScriptedServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Simulates GitHub and the Copilot API over real sockets, each on a port of its own. It enforces what clients have
 * observed the service enforce, replies with its deviations, and fails on demand. Thread-safe.
 */
public final class CopilotSimulator implements AutoCloseable {

    /** The path of the token exchange. */
    public static final String EXCHANGE = "/copilot_internal/v2/token";

    /** The path that a device flow polls. */
    public static final String POLL = "/login/oauth/access_token";

    private final Faults faults = new Faults();
    private final SimulatedAccount account = new SimulatedAccount();
    private final SimulatedCredentials credentials = new SimulatedCredentials();
    private final Catalogue catalogue = new Catalogue();
    private final AnswerSource answers = new AnswerSource();
    private final Recording recording;
    private final DeviceCodes deviceFlow;
    private final DeviceEndpoints deviceEndpoints;
    private final ScriptedServer gitHub;
    private final ScriptedServer copilot;
    private final CopilotSimulatorBuilder settings;

    CopilotSimulator(CopilotSimulatorBuilder settings) {
        this.settings = settings;
        recording = new Recording(settings.clock());
        deviceFlow = new DeviceCodes(settings.clock(), settings.pollInterval());
        HeaderCheck gate = new HeaderCheck(settings.clock(), credentials, account);
        CopilotScript copilotScript = new CopilotScript(gate, catalogue, account, answers, settings.clock());
        copilot = ScriptedServer.start(
                settings.copilotAddress(),
                StandardHeaders.ofCopilot(faults.inFrontOf(copilotScript), account, settings.pace()),
                recording);
        URI copilotUrl = settings.copilotUrlOr(copilot.uri());
        deviceEndpoints = new DeviceEndpoints(deviceFlow, credentials, this::githubUrl);
        GitHubScript gitHubScript = new GitHubScript(
                deviceEndpoints,
                new DevicePage(deviceFlow),
                new GitHubApiEndpoints(settings.clock(), credentials, account, () -> copilotUrl));
        try {
            gitHub = ScriptedServer.start(
                    settings.gitHubAddress(), StandardHeaders.ofGitHub(faults.inFrontOf(gitHubScript)), recording);
        } catch (RuntimeException failed) {
            copilot.close();
            throw failed;
        }
    }

    /** Starts both servers on free ports of the loopback address, with the system's clock and no pace. */
    public static CopilotSimulator start() {
        return builder().start();
    }

    /** Starts from the defaults. */
    public static CopilotSimulatorBuilder builder() {
        return new CopilotSimulatorBuilder();
    }

    /** How clients reach GitHub: OAuth endpoints and the page for the code. */
    public URI githubUrl() {
        return settings.gitHubUrlOr(gitHub.uri());
    }

    /** How clients reach GitHub's API; the same listener. */
    public URI githubApiUrl() {
        return githubUrl();
    }

    /** How clients reach the Copilot API; exchanges name it. */
    public URI copilotApiUrl() {
        return settings.copilotUrlOr(copilot.uri());
    }

    /** GitHub's server, for faults of the listener and its connections. */
    public ScriptedServer gitHubServer() {
        return gitHub;
    }

    /** The Copilot API's server, for faults of the listener and its connections. */
    public ScriptedServer copilotServer() {
        return copilot;
    }

    /** The faults that lie in wait, for both servers. */
    public Faults faults() {
        return faults;
    }

    /** What came in, on both servers. */
    public Recording requests() {
        return recording;
    }

    /** The account behind the tokens. */
    public SimulatedAccount account() {
        return account;
    }

    /** The models. */
    public Catalogue catalogue() {
        return catalogue;
    }

    /** What the models say. */
    public AnswerSource answers() {
        return answers;
    }

    /** The exchanges up to now. */
    public List<RecordedRequest> exchanges() {
        return recording.to(EXCHANGE);
    }

    /** The polls of device flows up to now. */
    public List<RecordedRequest> devicePolls() {
        return recording.to(POLL);
    }

    /** Makes a GitHub token of the Copilot app valid. */
    public void addGitHubToken(String token) {
        addGitHubToken(token, TokenKind.COPILOT_APP);
    }

    /** Makes a GitHub token valid. */
    public void addGitHubToken(String token, TokenKind kind) {
        credentials.addGitHub(token, kind, "octocat");
    }

    /** Makes a GitHub token valid that belongs to another user. */
    public void addGitHubToken(String token, TokenKind kind, String login) {
        credentials.addGitHub(token, kind, login);
    }

    /** Makes a GitHub token invalid; Copilot tokens that came from it stay valid. */
    public void revokeGitHubToken(String token) {
        credentials.revokeGitHub(token);
    }

    /** Makes every GitHub token invalid. */
    public void revokeGitHubTokens() {
        credentials.revokeAllGitHub();
    }

    /** Issues a Copilot token without an exchange, valid for this long. */
    public String issueCopilotToken(Duration lifetime) {
        return credentials.issueCopilot(
                settings.clock().instant().plus(account.clockOffset()).plus(lifetime), account.sku());
    }

    /** Lets every Copilot token issued up to now be answered with "token expired". */
    public void expireCopilotTokens() {
        credentials.expireCopilot();
    }

    /** Lets every Copilot token issued up to now be unknown. */
    public void revokeCopilotTokens() {
        credentials.revokeCopilot();
    }

    /** The user codes that wait for a decision. */
    public List<String> pendingUserCodes() {
        return deviceFlow.pendingUserCodes();
    }

    /**
     * Approves a code as its user would.
     *
     * @throws IllegalArgumentException if no such code waits
     */
    public void approve(String userCode) {
        known(userCode, deviceFlow.decide(userCode, true));
    }

    /**
     * Denies a code as its user would.
     *
     * @throws IllegalArgumentException if no such code waits
     */
    public void deny(String userCode) {
        known(userCode, deviceFlow.decide(userCode, false));
    }

    /**
     * Lets a code be over.
     *
     * @throws IllegalArgumentException if no such code waits
     */
    public void expire(String userCode) {
        known(userCode, deviceFlow.expire(userCode));
    }

    private static void known(String userCode, boolean found) {
        if (!found) {
            throw new IllegalArgumentException("no code " + userCode + " waits for a decision");
        }
    }

    /** Switches the app's device flow off or on again. */
    public void deviceFlowDisabled(boolean disabled) {
        deviceEndpoints.disabled(disabled);
    }

    /** Stops both servers and ends their connections. */
    @Override
    public void close() {
        try (copilot) {
            gitHub.close();
        }
    }
}
