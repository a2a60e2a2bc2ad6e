package dev.sluice.gateway.api;

import dev.sluice.dialects.Bridges;
import dev.sluice.gateway.config.ClientKey;
import dev.sluice.gateway.config.ClientTimeouts;
import dev.sluice.gateway.config.GatewayConfig.LogConfig;
import dev.sluice.gateway.config.LimitsConfig;
import dev.sluice.gateway.config.LogFormat;
import dev.sluice.gateway.config.LogLevel;
import dev.sluice.gateway.config.ResilienceConfig;
import dev.sluice.gateway.config.RoutingConfig;
import dev.sluice.gateway.config.TestResilience;
import dev.sluice.gateway.config.TestRouting;
import dev.sluice.gateway.connection.ConnectionGuard;
import dev.sluice.gateway.endpoints.ApiDependencies;
import dev.sluice.gateway.endpoints.HttpRoutes;
import dev.sluice.gateway.endpoints.MetricsEndpoint;
import dev.sluice.gateway.http.AccessLog;
import dev.sluice.gateway.http.AccessPolicy;
import dev.sluice.gateway.http.ClientDisconnect;
import dev.sluice.gateway.http.Drain;
import dev.sluice.gateway.http.EventRelay;
import dev.sluice.gateway.http.LoopGuard;
import dev.sluice.gateway.http.PassedHeaders;
import dev.sluice.gateway.http.ServerErrorHandler;
import dev.sluice.gateway.http.StreamKeepAlive;
import dev.sluice.gateway.limits.InMemoryUsageStore;
import dev.sluice.gateway.limits.RateLimits;
import dev.sluice.gateway.metrics.CallMetrics;
import dev.sluice.gateway.provider.InMemoryCache;
import dev.sluice.gateway.provider.ProviderHandle;
import dev.sluice.gateway.request.RequestLimits;
import dev.sluice.gateway.request.RequestServices;
import dev.sluice.gateway.resilience.ProviderCalls;
import dev.sluice.gateway.routing.ConversationMemory;
import dev.sluice.gateway.routing.ModelCatalogue;
import dev.sluice.gateway.routing.ModelDeadlines;
import dev.sluice.gateway.routing.Planner;
import dev.sluice.gateway.routing.Router;
import dev.sluice.gateway.routing.RoutingSettings;
import dev.sluice.gateway.routing.VirtualModels;
import dev.sluice.provider.Deadlines;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.MetricsConfig;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A server with the API on loopback, in front of a {@link FakeProvider}. */
final class RunningApi implements AutoCloseable {
    static final String CHAT = "/v1/chat/completions";
    static final String KEY = "client-key-for-tests";

    // Micrometer, underneath, knows one set of meters a process.
    private static final Bridges BRIDGES = Bridges.all(Clock.systemUTC());
    private static final MetricsConfig METRICS = MetricsConfig.create();
    private static final MeterRegistry METERS = MeterRegistry.create(METRICS);

    private static final ClientTimeouts TIMEOUTS = new ClientTimeouts(
            Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1));
    private static final ResilienceConfig ONE_ATTEMPT = new ResilienceConfig(
            new ResilienceConfig.Retry(
                    1,
                    Duration.ofMillis(1),
                    Duration.ofMillis(1),
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ofSeconds(30),
                    20),
            TestResilience.STANDARD.breaker(),
            new ResilienceConfig.Bulkhead(64, 0, Duration.ofSeconds(5)));

    final LoopGuard loops = new LoopGuard();
    final FakeProvider provider = new FakeProvider();
    final FakeProvider other = new FakeProvider();
    final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private final StreamKeepAlive keepAlive;
    private final ProviderCalls calls;
    private final ConnectionGuard guard = new ConnectionGuard(TIMEOUTS, 64 * 1024 * 1024);
    private final WebServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Options of a test. */
    static final class Options {
        private Set<String> hosts = Set.of();
        private Set<String> origins = Set.of();
        private List<ClientKey> keys = List.of();
        private long bodyLimit = 1024 * 1024;
        private boolean jsonLog;
        private Duration silence = Duration.ofSeconds(15);
        private ClientDisconnect disconnect = ClientDisconnect.GUARDED;
        private RoutingConfig routing = RoutingConfig.none();
        private LimitsConfig limits = LimitsConfig.NONE;
        private LongSupplier ticker = System::nanoTime;
        private boolean beside;
        private Runnable seam = () -> {};

        Options hosts(String... names) {
            hosts = Set.of(names);
            return this;
        }

        Options origins(String... values) {
            origins = Set.of(values);
            return this;
        }

        Options withKey() {
            keys = List.of(ClientKey.of("somebody-else", "other-key"), ClientKey.of("alice", KEY));
            return this;
        }

        Options bodyLimit(long bytes) {
            bodyLimit = bytes;
            return this;
        }

        Options jsonLog() {
            jsonLog = true;
            return this;
        }

        Options silence(Duration limit) {
            silence = limit;
            return this;
        }

        Options disconnect(ClientDisconnect watched) {
            disconnect = watched;
            return this;
        }

        /** Virtual models, and a second provider, "other". */
        Options routing(String yaml) {
            routing = TestRouting.of(yaml);
            beside = true;
            return this;
        }

        /** Rate limits, by a clock that the test sets. */
        Options limits(LimitsConfig config, LongSupplier time) {
            limits = config;
            ticker = time;
            return this;
        }

        /** Called where the gateway asks for what it is configured with, and where it writes its log. */
        Options seam(Runnable called) {
            seam = called;
            return this;
        }

        RunningApi start() {
            return new RunningApi(this);
        }
    }

    private RunningApi(Options options) {
        this.keepAlive = new StreamKeepAlive(options.silence);
        ProviderHandle first = ProviderHandle.of("fake", provider);
        List<ProviderHandle> handles =
                options.beside ? List.of(first, ProviderHandle.of("other", other)) : List.of(first);
        RoutingSettings settings = new RoutingSettings(
                List.of(), Duration.ofSeconds(2), Duration.ofMinutes(5), new VirtualModels(options.routing));
        ModelDeadlines deadlines = new ModelDeadlines(Deadlines.standard(), options.routing.deadlines());
        ModelCatalogue catalogue = new ModelCatalogue(
                () -> {
                    options.seam.run();
                    return handles;
                },
                new InMemoryCache(),
                Clock.systemUTC(),
                settings);
        RateLimits limits = new RateLimits(() -> options.limits, METERS, new InMemoryUsageStore(() -> {
            options.seam.run();
            return options.ticker.getAsLong();
        }));
        this.calls = ProviderCalls.create(ONE_ATTEMPT, METERS, limits, catalogue::knows);
        AccessPolicy access = new AccessPolicy(options.hosts, options.origins, options.keys, Optional.empty(), true);
        RequestServices services = new RequestServices(
                () -> {
                    options.seam.run();
                    return options.bodyLimit;
                },
                new PassedHeaders(Apis.FORMATS),
                new RequestLimits(limits, Clock.systemUTC()),
                new Planner(
                        new Router(catalogue, BRIDGES::choose, Apis::path),
                        catalogue,
                        new ConversationMemory(),
                        () -> ThreadLocalRandom.current().nextLong()),
                catalogue,
                () -> {
                    options.seam.run();
                    return deadlines;
                },
                BRIDGES,
                calls,
                options.disconnect,
                new EventRelay(keepAlive),
                new CallMetrics(METERS));
        LogConfig logged = new LogConfig(options.jsonLog ? LogFormat.JSON : LogFormat.TEXT, LogLevel.INFO);
        ApiDependencies deps = new ApiDependencies(
                () -> access,
                new Drain(),
                loops,
                new AccessLog(() -> logged, log::add),
                services,
                id -> id.equals("fake") ? provider.signIn() : Optional.empty(),
                List.of(new MetricsEndpoint(METRICS, METERS)::addTo),
                METERS,
                Clock.systemUTC());
        HttpRouting.Builder routing = HttpRouting.builder();
        HttpRoutes.register(routing, deps);
        this.server = WebServer.builder()
                .host("127.0.0.1")
                .port(0)
                .directHandlers(ServerErrorHandler.handlers(Apis.FORMATS))
                .protocolsDiscoverServices(false)
                .featuresDiscoverServices(false)
                .addConnectionSelector(guard)
                .routing(routing)
                .shutdownHook(false)
                .build()
                .start();
    }

    static RunningApi start() {
        return new Options().start();
    }

    static Options with() {
        return new Options();
    }

    int port() {
        return server.port();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(withHeaders(request(path), headers).build());
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return send(withHeaders(request(path), headers)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no whole answer to " + request, e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(30_000);
        return socket;
    }

    /** Sends a request over a socket of its own, of which the test reads what it likes. */
    Socket open(String head, String body) throws IOException {
        Socket socket = connect();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String full = head + "\r\nHost: localhost:" + port() + "\r\nContent-Length: " + bytes.length + "\r\n\r\n";
        socket.getOutputStream().write(full.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return socket;
    }

    Socket openChat(String body) throws IOException {
        return open("POST " + CHAT + " HTTP/1.1", body);
    }

    String logLine() {
        try {
            String line = log.poll(30, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("no log line came");
            }
            return line;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    String metrics(String... headers) {
        return get("/metrics", headers).body();
    }

    @Override
    public void close() {
        server.stop();
        keepAlive.close();
        calls.close();
        guard.close();
        client.close();
    }

    private static HttpRequest.Builder withHeaders(HttpRequest.Builder request, String... headers) {
        return headers.length == 0 ? request : request.headers(headers);
    }
}
