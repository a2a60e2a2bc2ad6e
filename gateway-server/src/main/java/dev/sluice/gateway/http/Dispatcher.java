package dev.sluice.gateway.http;

import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the endpoint of a path by one look-up, and leaves paths that it does not know to other handlers. What an
 * endpoint throws becomes an answer here; a defect is logged once, with its stack, and told without.
 */
public final class Dispatcher implements Handler {
    private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());
    private static final String ID = "{id}";

    private final Map<String, PathEndpoints> paths;
    private final List<Templated> templates;

    private Dispatcher(Builder builder) {
        Map<String, PathEndpoints> fixed = new HashMap<>();
        builder.paths.forEach((path, byMethod) -> fixed.put(path, new PathEndpoints(path, byMethod)));
        this.paths = Map.copyOf(fixed);
        this.templates = builder.templates.entrySet().stream()
                .map(each -> Templated.of(each.getKey(), each.getValue()))
                .toList();
    }

    /**
     * Starts a dispatcher.
     *
     * @return one without paths
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        Exchange exchange = Exchange.CURRENT.get();
        PathEndpoints endpoints = find(exchange.path());
        if (endpoints == null) {
            response.next();
            return;
        }
        try {
            endpoints.handle(request, response, exchange);
        } catch (ErrorReplyException e) {
            exchange.failed("invalid_request");
            Answers.error(request, response, exchange, e.reply());
        } catch (CloseConnectionException | HttpException e) {
            throw e;
        } catch (RuntimeException e) {
            answerDefect(request, response, exchange, e);
        }
    }

    private @Nullable PathEndpoints find(String path) {
        PathEndpoints exact = paths.get(path);
        if (exact != null) {
            return exact;
        }
        if (path.length() > 1 && path.endsWith("/")) {
            return paths.get(path.substring(0, path.length() - 1));
        }
        for (Templated each : templates) {
            if (each.fits(path)) {
                return each.endpoints();
            }
        }
        return null;
    }

    private static void answerDefect(
            ServerRequest request, ServerResponse response, Exchange exchange, RuntimeException defect) {
        LOG.log(System.Logger.Level.ERROR, "request " + exchange.id() + " met a defect", defect);
        exchange.failed("internal");
        exchange.ending(Ending.GATEWAY_ERROR);
        if (exchange.firstByteNanos() > 0) {
            throw new CloseConnectionException("the answer had begun when a defect ended it", defect);
        }
        Answers.error(request, response, exchange, ErrorReply.internal(exchange.id()));
    }

    /** Paths that differ in an id: it is one segment in the middle, or all that is left at the end. */
    private record Templated(String head, String tail, PathEndpoints endpoints) {
        static Templated of(String template, Map<Method, Endpoint> byMethod) {
            int id = template.indexOf(ID);
            return new Templated(
                    template.substring(0, id),
                    template.substring(id + ID.length()),
                    new PathEndpoints(template, byMethod));
        }

        boolean fits(String path) {
            if (!path.startsWith(head) || !path.endsWith(tail)) {
                return false;
            }
            int end = path.length() - tail.length();
            return tail.isEmpty() || (end > head.length() && path.lastIndexOf('/', end - 1) == head.length() - 1);
        }
    }

    /** Collects endpoints. Not safe for use by several threads. */
    public static final class Builder {
        private final Map<String, Map<Method, Endpoint>> paths = new LinkedHashMap<>();
        private final Map<String, Map<Method, Endpoint>> templates = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Adds an endpoint of one path.
         *
         * @param method the method
         * @param path the path; if it ends with a slash, it stands for all that begin with it, and <code>{id}</code> in
         *     its middle for any segment
         * @param endpoint what answers
         * @return this builder
         */
        public Builder add(Method method, String path, Endpoint endpoint) {
            String template = path.endsWith("/") ? path + ID : path;
            Map<String, Map<Method, Endpoint>> where = template.contains(ID) ? templates : paths;
            where.computeIfAbsent(template, p -> new HashMap<>()).put(method, endpoint);
            return this;
        }

        /**
         * Makes the dispatcher.
         *
         * @return a handler for all methods and paths
         */
        public Dispatcher build() {
            return new Dispatcher(this);
        }
    }
}
