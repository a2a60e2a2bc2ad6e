package dev.sluice.gateway.http;

import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the endpoint of a path by one look-up, and leaves paths that it does not know to other handlers. What an
 * endpoint throws becomes an answer here; a defect is logged once, with its stack, and told without.
 */
public final class Dispatcher implements Handler {
    private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());

    private final Map<String, PathEndpoints> paths;
    private final Map<String, PathEndpoints> prefixes;

    private Dispatcher(Builder builder) {
        this.paths = build(builder.paths);
        this.prefixes = build(builder.prefixes);
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
        for (Map.Entry<String, PathEndpoints> prefix : prefixes.entrySet()) {
            if (path.startsWith(prefix.getKey())) {
                return prefix.getValue();
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

    private static Map<String, PathEndpoints> build(Map<String, Map<Method, Endpoint>> endpoints) {
        Map<String, PathEndpoints> built = new LinkedHashMap<>();
        endpoints.forEach((path, byMethod) ->
                built.put(path, new PathEndpoints(path.endsWith("/") ? path + "{id}" : path, byMethod)));
        return built;
    }

    /** Collects endpoints. Not safe for use by several threads. */
    public static final class Builder {
        private final Map<String, Map<Method, Endpoint>> paths = new LinkedHashMap<>();
        private final Map<String, Map<Method, Endpoint>> prefixes = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Adds an endpoint of one path.
         *
         * @param method the method
         * @param path the path; if it ends with a slash, it stands for all that begin with it
         * @param endpoint what answers
         * @return this builder
         */
        public Builder add(Method method, String path, Endpoint endpoint) {
            Map<String, Map<Method, Endpoint>> where = path.endsWith("/") ? prefixes : paths;
            where.computeIfAbsent(path, p -> new HashMap<>()).put(method, endpoint);
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
