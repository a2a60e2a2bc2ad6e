package dev.sluice.gateway.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.TreeSet;

/** The endpoints of one path, by method. {@code HEAD} comes with {@code GET}, {@code OPTIONS} with all. */
final class PathEndpoints {
    private final String template;
    private final Map<Method, Endpoint> byMethod;
    private final String allow;

    PathEndpoints(String template, Map<Method, Endpoint> byMethod) {
        this.template = template;
        this.byMethod = Map.copyOf(byMethod);
        TreeSet<String> names = new TreeSet<>();
        byMethod.keySet().forEach(method -> names.add(method.text()));
        if (names.contains("GET")) {
            names.add("HEAD");
        }
        names.add("OPTIONS");
        this.allow = String.join(", ", names);
    }

    void handle(ServerRequest request, ServerResponse response, Exchange exchange) {
        exchange.route(template);
        Method method = request.prologue().method();
        Endpoint endpoint = byMethod.get(method.equals(Method.HEAD) ? Method.GET : method);
        if (endpoint != null) {
            endpoint.handle(request, response, exchange);
            return;
        }
        response.header(HeaderNames.ALLOW, allow);
        if (method.equals(Method.OPTIONS)) {
            response.status(Status.NO_CONTENT_204).send();
            return;
        }
        throw new ErrorReplyException(ErrorReply.of(
                405,
                ErrorReply.INVALID_REQUEST,
                "method_not_allowed",
                "Not allowed: " + method.text() + " " + template + ". Allowed: " + allow + "."));
    }
}
