package dev.sluice.gateway;

import dev.sluice.dialects.Bridges;
import dev.sluice.gateway.api.Apis;
import dev.sluice.gateway.config.GatewayConfig;
import dev.sluice.gateway.endpoints.ApiDependencies;
import dev.sluice.gateway.endpoints.HttpRoutes;
import dev.sluice.gateway.health.HealthEndpoints;
import dev.sluice.gateway.health.ProviderState;
import dev.sluice.gateway.http.AccessLog;
import dev.sluice.gateway.http.ClientDisconnect;
import dev.sluice.gateway.http.Dispatcher;
import dev.sluice.gateway.http.Drain;
import dev.sluice.gateway.http.EventRelay;
import dev.sluice.gateway.http.LoopGuard;
import dev.sluice.gateway.http.PassedHeaders;
import dev.sluice.gateway.http.ServerErrorHandler;
import dev.sluice.gateway.http.StreamKeepAlive;
import dev.sluice.gateway.limits.InMemoryUsageStore;
import dev.sluice.gateway.limits.RateLimits;
import dev.sluice.gateway.limits.UsageStore;
import dev.sluice.gateway.metrics.CallMetrics;
import dev.sluice.gateway.provider.ProviderHandle;
import dev.sluice.gateway.provider.ProviderPlan;
import dev.sluice.gateway.provider.ProviderProblem;
import dev.sluice.gateway.provider.ProviderRegistry;
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
import dev.sluice.tokenstore.FileSecretStore;
import dev.sluice.tokenstore.FolderCacheStore;
import dev.sluice.upstream.EnvironmentProxies;
import dev.sluice.upstream.HttpUpstreamClient;
import dev.sluice.upstream.UpstreamOptions;
import io.helidon.webserver.http.HttpRouting;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Puts a gateway together from its configuration. */
final class Assembly {
    /** Well within the minute after which proxies commonly give a silent connection up. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    private final LiveConfig live;
    private final Consumer<String> console;
    private final Closing closing;
    private final Clock clock = Clock.systemUTC();
    private final Bridges bridges = Bridges.all(clock);
    private final Drain drain = new Drain();
    private final LoopGuard loops = new LoopGuard();
    private final ProcessMeters metrics;
    private final FolderCacheStore cache;
    private final ProviderRegistry providers;

    /** Starts the providers; whatever needs closing goes into {@code closing} at once. */
    Assembly(
            LiveConfig live,
            ProviderPlan plan,
            Map<String, String> environment,
            Consumer<String> console,
            Closing closing) {
        this.live = live;
        Path home = live.current().home();
        this.console = console;
        this.closing = closing;
        this.metrics = new ProcessMeters(live.current().values().config());
        this.cache = new FolderCacheStore(home.resolve(".cache"));
        this.providers = closing.add(ProviderRegistry.start(
                plan,
                new ProviderRegistry.Environment(
                        new FileSecretStore(home.resolve(".env"), name -> Optional.ofNullable(environment.get(name))),
                        cache,
                        loops.guarded(closing.add(HttpUpstreamClient.create(upstreams(environment)))),
                        clock,
                        metrics.registry(),
                        console)));
    }

    private static UpstreamOptions upstreams(Map<String, String> environment) {
        UpstreamOptions standard = UpstreamOptions.standard();
        return EnvironmentProxies.of(environment).map(standard::withProxies).orElse(standard);
    }

    ProviderRegistry providers() {
        return providers;
    }

    ReloadMetrics reloadMetrics() {
        return new ReloadMetrics(metrics.registry(), live);
    }

    /**
     * Makes the server, which does not listen yet.
     *
     * @param reload takes changes over
     */
    HttpServer server(Reload reload) {
        GatewayConfig config = live.current();
        ModelCatalogue catalogue = new ModelCatalogue(providers::providers, cache, clock, routing(config));
        UsageStore usage = new InMemoryUsageStore(System::nanoTime);
        RateLimits limits = new RateLimits(() -> live.current().limits(), metrics.registry(), usage);
        ProviderCalls calls =
                closing.add(ProviderCalls.create(config.resilience(), metrics.registry(), limits, catalogue::knows));
        RoutingWatch watch = new RoutingWatch(
                live, catalogue, () -> reload.factories().origins().keySet());
        HealthEndpoints health = new HealthEndpoints(
                Version.current(),
                clock,
                drain,
                this::states,
                () -> sentences(reload.readinessProblem()),
                live::generation);
        Administration administration = new Administration(providers, catalogue, reload, watch::lost);
        HttpRouting.Builder routing = HttpRouting.builder();
        HttpRoutes.register(
                routing,
                api(
                        services(catalogue, calls, limits),
                        List.of(health::addTo, metrics.endpoint()::addTo, administration.endpoints()::addTo)));
        catalogue.prefetch();
        providers.providers().forEach(handle -> calls.register(handle.id()));
        HttpServer server =
                closing.add(new HttpServer(config.server(), routing, ServerErrorHandler.handlers(Apis.FORMATS), drain));
        live.follow(next -> server.change(next.server()));
        follow(calls, catalogue, watch);
        watch.look();
        return server;
    }

    private void follow(ProviderCalls calls, ModelCatalogue catalogue, RoutingWatch watch) {
        providers.follow(id -> {
            calls.register(id);
            catalogue.prefetch();
            watch.look();
        });
        live.follow(next -> {
            calls.change(next.resilience());
            catalogue.change(routing(next));
            catalogue.prefetch();
            watch.look();
        });
    }

    private RequestServices services(ModelCatalogue catalogue, ProviderCalls calls, RateLimits limits) {
        Planner planner = new Planner(
                new Router(catalogue, bridges::choose, Apis::path),
                catalogue,
                new ConversationMemory(),
                () -> ThreadLocalRandom.current().nextLong());
        StreamKeepAlive keepAlive = closing.add(new StreamKeepAlive(KEEP_ALIVE));
        return new RequestServices(
                () -> live.current().server().maxRequestSize(),
                new PassedHeaders(Apis.FORMATS),
                new RequestLimits(limits, clock),
                planner,
                catalogue,
                () -> deadlines(live.current()),
                bridges,
                calls,
                ClientDisconnect.GUARDED,
                new EventRelay(keepAlive),
                new CallMetrics(metrics.registry()));
    }

    private ApiDependencies api(RequestServices services, List<Consumer<Dispatcher.Builder>> others) {
        return new ApiDependencies(
                live::access,
                drain,
                loops,
                closing.add(new AccessLog(() -> live.current().log(), console)),
                services,
                id -> providers.find(id).flatMap(ProviderHandle::signIn),
                others,
                metrics.registry(),
                clock);
    }

    private List<ProviderState> states() {
        return providers.providers().stream()
                .map(handle -> new ProviderState(handle.id(), handle.readinessProblem()))
                .toList();
    }

    private List<String> sentences(Optional<String> readinessProblem) {
        return Stream.concat(providers.problems().stream().map(ProviderProblem::toString), readinessProblem.stream())
                .toList();
    }

    private static RoutingSettings routing(GatewayConfig config) {
        return new RoutingSettings(
                config.routing().providerOrder(),
                config.modelListTimeout(),
                config.modelListFreshness(),
                new VirtualModels(config.routing()));
    }

    private static ModelDeadlines deadlines(GatewayConfig config) {
        return new ModelDeadlines(config.deadlines(), config.routing().deadlines());
    }
}
