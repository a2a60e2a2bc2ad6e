package dev.sluice.provider.copilot;

import dev.sluice.provider.CacheStore;
import dev.sluice.provider.Deadlines;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.Meters;
import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderContext;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import dev.sluice.provider.SecretStore;
import dev.sluice.provider.Setting;
import dev.sluice.provider.Settings;
import dev.sluice.provider.SignIn;
import dev.sluice.provider.SignInStatus;
import dev.sluice.provider.Tasks;
import dev.sluice.provider.UpstreamClient;
import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import dev.sluice.provider.testkit.copilot.SimulatedClock;
import dev.sluice.tokenstore.FileSecretStore;
import dev.sluice.tokenstore.FolderCacheStore;
import dev.sluice.upstream.HttpUpstreamClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What the gateway lends a provider, around a simulator, a home folder and a clock that a test moves. */
final class TestGateway implements ProviderContext, AutoCloseable {
    static final String TOKEN = "ghu_synthetic";

    private final Path home;
    private final SimulatedClock clock;
    private final CopilotSimulator simulator;
    private final boolean ownsSimulator;
    private final TestTasks tasks;
    private final TestMeters meters = new TestMeters();
    private final HttpUpstreamClient http = HttpUpstreamClient.create();
    private final List<String> console = new CopyOnWriteArrayList<>();
    private final Map<String, String> configured = new HashMap<>();
    private final SecretStore secrets;
    private CacheStore cache;
    private Optional<Provider> provider = Optional.empty();

    private TestGateway(Path home, SimulatedClock clock, Optional<CopilotSimulator> shared) {
        this.home = home;
        this.clock = clock;
        this.ownsSimulator = shared.isEmpty();
        this.simulator =
                shared.orElseGet(() -> CopilotSimulator.builder().clock(clock).start());
        this.tasks = new TestTasks(clock);
        this.secrets = new FileSecretStore(home.resolve(".env"), _ -> Optional.empty());
        this.cache = new FolderCacheStore(home.resolve(".cache"));
        configured.put("github-url", simulator.githubUrl().toString());
        configured.put("github-api-url", simulator.githubApiUrl().toString());
    }

    /** A gateway with nothing in its home folder. */
    static TestGateway signedOut(Path home) {
        return new TestGateway(home, SimulatedClock.create(), Optional.empty());
    }

    /** A gateway whose {@code .env} holds a good token. */
    static TestGateway signedIn(Path home) throws IOException {
        TestGateway gateway = signedOut(home);
        gateway.simulator.addGitHubToken(TOKEN);
        gateway.env("GITHUB_COPILOT_TOKEN=" + TOKEN + "\n");
        return gateway;
    }

    /** Another process on the same home folder. */
    TestGateway another() {
        return new TestGateway(home, clock, Optional.of(simulator));
    }

    TestGateway with(Setting<?> setting, String value) {
        configured.put(setting.name(), value);
        return this;
    }

    TestGateway without(Setting<?> setting) {
        configured.remove(setting.name());
        return this;
    }

    TestGateway with(CacheStore store) {
        cache = store;
        return this;
    }

    Provider start() {
        Provider made = new CopilotProviderFactory().create(this);
        provider = Optional.of(made);
        return made;
    }

    CopilotSimulator simulator() {
        return simulator;
    }

    TestMeters meter() {
        return meters;
    }

    TestTasks time() {
        return tasks;
    }

    List<String> console() {
        return console;
    }

    void env(String content) throws IOException {
        Files.writeString(home.resolve(".env"), content);
    }

    String env() throws IOException {
        return Files.readString(home.resolve(".env"));
    }

    Path cacheFile() {
        return home.resolve(".cache/githubcopilot-token.json");
    }

    void writeCache(String content) throws IOException {
        Files.createDirectories(cacheFile().getParent());
        Files.writeString(cacheFile(), content);
    }

    int exchanges() {
        return simulator.exchanges().size();
    }

    /** Sends a chat and returns the whole answer. */
    String chat() {
        return chat("gpt-4o");
    }

    String chat(String model) {
        String body = "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
        try (Reply reply = send(Dialect.CHAT_COMPLETIONS, model, body)) {
            return new String(((Reply.Complete) reply).body(), StandardCharsets.UTF_8);
        }
    }

    Reply send(Dialect dialect, String model, String body) {
        return send(request(dialect, model, body).build());
    }

    private Reply send(ProviderRequest request) {
        return provider.orElseThrow().send(request);
    }

    private static ProviderRequest.Builder request(Dialect dialect, String model, String body) {
        return ProviderRequest.builder(dialect, model, body.getBytes(StandardCharsets.UTF_8))
                .deadlines(Deadlines.each(Duration.ofSeconds(20)));
    }

    /** Asks for a stream and reads it to its end. */
    void stream(Dialect dialect, String model, String body) {
        try (Reply reply = send(request(dialect, model, body).streaming(true).build())) {
            EventStream events = ((Reply.Streaming) reply).events();
            while (events.next() != null) {
                // Only the end counts.
            }
        }
    }

    /** Sends a chat that must fail. */
    ProviderException refusedChat() {
        try {
            String answer = chat();
            throw new AssertionError("answered: " + answer);
        } catch (ProviderException e) {
            return e;
        }
    }

    SignIn signIn() {
        return provider.orElseThrow().signIn().orElseThrow();
    }

    SignInStatus status() {
        return signIn().status();
    }

    /** Waits for a code that a user could enter. */
    SignInStatus.Pending awaitCode() throws InterruptedException {
        awaitTrue(() -> status() instanceof SignInStatus.Pending);
        return (SignInStatus.Pending) status();
    }

    static void awaitTrue(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("nothing happened within 30 seconds");
            }
            LockSupport.parkNanos(2_000_000);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    @Override
    public String id() {
        return "copilot";
    }

    @Override
    public Settings settings() {
        return new Settings() {
            @Override
            public <T> T get(Setting<T> setting) {
                String value = configured.get(setting.name());
                return value == null ? setting.fallback() : setting.parse(value);
            }
        };
    }

    @Override
    public SecretStore secrets() {
        return secrets;
    }

    @Override
    public CacheStore cache() {
        return cache;
    }

    @Override
    public UpstreamClient http() {
        return http;
    }

    @Override
    public Tasks tasks() {
        return tasks;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Meters meters() {
        return meters;
    }

    @Override
    public void announce(String text) {
        console.add(text);
    }

    @Override
    public void close() {
        provider.ifPresent(Provider::close);
        tasks.close();
        http.close();
        if (ownsSimulator) {
            simulator.close();
        }
    }
}
