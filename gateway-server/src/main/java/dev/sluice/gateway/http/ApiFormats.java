package dev.sluice.gateway.http;

import io.helidon.http.HeaderName;
import io.helidon.http.Headers;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The formats of all APIs that the gateway serves. Immutable. */
public final class ApiFormats {
    private final List<ApiFormat> all;

    /** The first format is for clients that no other one claims. */
    public ApiFormats(List<? extends ApiFormat> all) {
        this.all = List.copyOf(all);
    }

    /** Returns the format of a client's API: by the path, and for a path of several APIs by headers. */
    public ApiFormat of(String method, String path, Headers headers) {
        for (ApiFormat each : all) {
            if (each.claims(method, path)) {
                return each;
            }
        }
        for (ApiFormat each : all) {
            if (each.claims(headers)) {
                return each;
            }
        }
        return all.getFirst();
    }

    List<HeaderName> keyHeaders() {
        return union(ApiFormat::keyHeaders);
    }

    List<HeaderName> requestHeaders() {
        return union(ApiFormat::requestHeaders);
    }

    List<String> replyHeaders() {
        return union(ApiFormat::replyHeaders);
    }

    List<RateLimitFormat> rateLimits() {
        return union(ApiFormat::rateLimits);
    }

    List<HeaderName> requestIdHeaders() {
        return union(ApiFormat::requestIdHeaders);
    }

    String hint() {
        return all.stream().map(ApiFormat::hint).filter(each -> !each.isEmpty()).collect(Collectors.joining(", "));
    }

    private <T> List<T> union(Function<ApiFormat, List<T>> property) {
        return all.stream()
                .flatMap(each -> property.apply(each).stream())
                .distinct()
                .toList();
    }
}
