package dev.sluice.gateway;

import dev.sluice.dialects.Bridges;
import dev.sluice.gateway.api.ApiDependencies;
import dev.sluice.gateway.api.ApiRouting;
import dev.sluice.gateway.api.RoutedModels;
import dev.sluice.gateway.config.GatewayConfig;
import dev.sluice.gateway.config.LogFormat;
import dev.sluice.gateway.config.LogLevel;
import dev.sluice.gateway.config.ResilienceConfig;
import dev.sluice.gateway.health.Drain;
import dev.sluice.gateway.health.HealthEndpoints;
import dev.sluice.gateway.health.ProviderState;
import dev.sluice.gateway.http.Access;
import dev.sluice.gateway.http.AccessLog;
import dev.sluice.gateway.http.ClientDeparture;
import dev.sluice.gateway.http.JsonErrorHandler;
import dev.sluice.gateway.http.KeepAlive;
import dev.sluice.gateway.provider.ProviderHandle;
import dev.sluice.gateway.provider.ProviderPlan;
import dev.sluice.gateway.provider.ProviderProblem;
import dev.sluice.gateway.provider.ProviderRegistry;
import dev.sluice.gateway.resilience.BreakerSettings;
import dev.sluice.gateway.resilience.ProviderCalls;
import dev.sluice.gateway.resilience.ResilienceSettings;
import dev.sluice.gateway.resilience.RetrySettings;
import dev.sluice.gateway.routing.ModelCatalogue;
import dev.sluice.gateway.routing.Router;
import dev.sluice.gateway.routing.RoutingSettings;
import dev.sluice.tokenstore.FileSecretStore;
import dev.sluice.tokenstore.FolderCacheStore;
import dev.sluice.upstream.EnvironmentProxies;
import dev.sluice.upstream.HttpUpstreamClient;
import dev.sluice.upstream.UpstreamOptions;
import io.helidon.webserver.http.HttpRouting;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Puts a gateway together from its configuration. */
final class Assembly {
    /** Well within the minute after which proxies commonly give a silent connection up. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    private final GatewayConfig config;
    private final Consumer<String> console;
    private final Closing closing;
    private final Clock clock = Clock.systemUTC();
    private final Bridges bridges = Bridges.all(clock);
    private final Drain drain = new Drain();
    private final MetricsEndpoint metrics = new MetricsEndpoint();
    private final FolderCacheStore cache;
    private final ProviderRegistry providers;

    /** Starts the providers; whatever needs closing goes into {@code closing} at once. */
    Assembly(
            GatewayConfig config,
            ProviderPlan plan,
            Map<String, String> environment,
            Consumer<String> console,
            Closing closing) {
        this.config = config;
        this.console = console;
        this.closing = closing;
        this.cache = new FolderCacheStore(config.home().resolve(".cache"));
        this.providers = closing.add(ProviderRegistry.start(
                plan,
                new ProviderRegistry.Environment(
                        new FileSecretStore(
                                config.home().resolve(".env"), name -> Optional.ofNullable(environment.get(name))),
                        cache,
                        closing.add(HttpUpstreamClient.create(upstreams(environment))),
                        clock,
                        metrics.registry(),
                        console)));
    }

    private static UpstreamOptions upstreams(Map<String, String> environment) {
        try {
            UpstreamOptions standard = UpstreamOptions.standard();
            return EnvironmentProxies.of(environment).map(standard::withProxies).orElse(standard);
        } catch (IllegalArgumentException e) {
            throw new GatewayStartException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Makes the server, which does not listen yet. */
    HttpServer server() {
        ModelCatalogue catalogue = new ModelCatalogue(
                providers::providers,
                cache,
                clock,
                new RoutingSettings(config.providerOrder(), config.modelListTimeout(), config.modelListFreshness()));
        ProviderCalls calls = closing.add(ProviderCalls.create(resilience(config.resilience()), metrics.registry()));
        HttpRouting.Builder routing = HttpRouting.builder();
        ApiRouting.register(
                routing,
                api(new RoutedModels(new Router(catalogue, bridges::choose), catalogue, calls, config.deadlines())));
        routing.register(new HealthEndpoints(Version.current(), clock, drain, this::states, this::sentences));
        catalogue.prefetch();
        return closing.add(
                new HttpServer(config.server(), routing, JsonErrorHandler.handlers(), metrics.feature(), drain));
    }

    private ApiDependencies api(RoutedModels models) {
        return new ApiDependencies(
                new Access(hosts(), Set.copyOf(config.allowedOrigins()), config.keys()),
                config.server().maxRequestSize(),
                accessLog(),
                models,
                id -> providers.find(id).flatMap(ProviderHandle::signIn),
                providers.providers().stream().map(ProviderHandle::id).toList(),
                ClientDeparture.GUARDED,
                closing.add(new KeepAlive(KEEP_ALIVE)),
                bridges,
                metrics.registry(),
                clock);
    }

    /** The names that clients may call the gateway by: also the one that it was told to listen on. */
    private Set<String> hosts() {
        Set<String> hosts = new HashSet<>(config.server().allowedHosts());
        hosts.add(config.server().host());
        return hosts;
    }

    private AccessLog accessLog() {
        LogLevel level = config.log().level();
        boolean silent = level == LogLevel.ERROR || level == LogLevel.WARN;
        Consumer<String> sink = silent ? line -> {} : console;
        return config.log().format() == LogFormat.JSON ? AccessLog.json(sink) : AccessLog.text(sink);
    }

    private List<ProviderState> states() {
        return providers.providers().stream()
                .map(handle -> new ProviderState(handle.id(), handle.impediment()))
                .toList();
    }

    private List<String> sentences() {
        return providers.problems().stream().map(ProviderProblem::toString).toList();
    }

    private static ResilienceSettings resilience(ResilienceConfig config) {
        ResilienceConfig.Retry retry = config.retry();
        ResilienceConfig.Breaker breaker = config.breaker();
        return new ResilienceSettings(
                new RetrySettings(
                        retry.attempts(),
                        retry.delay(),
                        retry.longestDelay(),
                        retry.longestRetryAfter(),
                        retry.within(),
                        retry.budgetPercent()),
                new BreakerSettings(breaker.volume(), breaker.errorPercent(), breaker.delay()),
                config.concurrency());
    }
}
