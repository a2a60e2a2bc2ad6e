package dev.sluice.gateway.endpoints;

import dev.sluice.gateway.http.Dispatcher;
import dev.sluice.gateway.http.RequestContext;
import io.helidon.common.media.type.MediaType;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.MetricsConfig;
import io.helidon.metrics.api.SystemTagsManager;
import io.helidon.metrics.spi.MeterRegistryFormatterProvider;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * {@code GET /metrics}: what is on a registry, in Prometheus' text or, for those who ask for it, in OpenMetrics'. Helidon
 * has such an endpoint, too; it comes with a filter around every request, which counts what is counted here anyway.
 */
public final class MetricsEndpoint {
    private final MetricsConfig config;
    private final MeterRegistry registry;

    public MetricsEndpoint(MetricsConfig config, MeterRegistry registry) {
        this.config = config;
        this.registry = registry;
    }

    public void addTo(Dispatcher.Builder paths) {
        paths.add(Method.GET, "/metrics", this::scrape);
    }

    private void scrape(ServerRequest request, ServerResponse response, RequestContext context) {
        MediaType type = request.headers()
                .bestAccepted(MediaTypes.TEXT_PLAIN, MediaTypes.APPLICATION_OPENMETRICS_TEXT)
                .orElse(MediaTypes.TEXT_PLAIN);
        response.header(HeaderNames.CONTENT_TYPE, type.text()).header(HeaderValues.CACHE_NO_CACHE);
        byte[] text = text(type).getBytes(StandardCharsets.UTF_8);
        if (request.prologue().method().equals(Method.HEAD)) {
            response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(text.length))
                    .send();
        } else {
            response.send(text);
        }
    }

    private String text(MediaType type) {
        Optional<String> scope = SystemTagsManager.instance().scopeTagName();
        return ServiceLoader.load(MeterRegistryFormatterProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .flatMap(provider -> provider.formatter(type, config, registry, scope, List.of(), List.of()).stream())
                .flatMap(formatter -> formatter.format().stream())
                .map(Object::toString)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing here writes metrics as " + type.text()));
    }
}
