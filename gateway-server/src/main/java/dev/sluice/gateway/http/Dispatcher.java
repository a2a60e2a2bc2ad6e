package dev.sluice.gateway.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the endpoint of a path by one look-up, and passes unknown paths on to other handlers. Exceptions of an endpoint
 * become error replies here; an internal error is logged once with its stack, which the reply does not show.
 * {@code HEAD} is supported with {@code GET}, {@code OPTIONS} with every method.
 */
public final class Dispatcher implements Handler {
    private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());
    private static final String ID = "{id}";

    private final Map<String, Path> paths = new HashMap<>();
    private final List<Path> templates;

    /** A path, or those that differ in an id: one segment in the middle, or all segments at the end. */
    private record Path(String template, String head, String tail, Map<Method, Endpoint> endpoints) {
        Path(String template) {
            int id = template.indexOf(ID);
            this(
                    template,
                    id < 0 ? template : template.substring(0, id),
                    id < 0 ? "" : template.substring(id + ID.length()),
                    new HashMap<>());
        }

        boolean hasId() {
            return head.length() < template.length();
        }

        boolean fits(String path) {
            if (!path.startsWith(head) || !path.endsWith(tail)) {
                return false;
            }
            int end = path.length() - tail.length();
            return tail.isEmpty() || (end > head.length() && path.lastIndexOf('/', end - 1) == head.length() - 1);
        }

        String allow() {
            TreeSet<String> names = new TreeSet<>();
            endpoints.keySet().forEach(method -> names.add(method.text()));
            if (names.contains("GET")) {
                names.add("HEAD");
            }
            names.add("OPTIONS");
            return String.join(", ", names);
        }
    }

    private Dispatcher(Builder builder) {
        List<Path> withIds = new ArrayList<>();
        builder.paths.values().forEach(path -> {
            if (path.hasId()) {
                withIds.add(path);
            } else {
                paths.put(path.template(), path);
            }
        });
        this.templates = List.copyOf(withIds);
    }

    public static Builder builder() {
        return new Builder();
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        RequestContext context = RequestContext.CURRENT.get();
        Path path = find(context.path());
        if (path == null) {
            response.next();
            return;
        }
        context.route(path.template());
        Method method = request.prologue().method();
        Endpoint endpoint = path.endpoints().get(method.equals(Method.HEAD) ? Method.GET : method);
        try {
            if (endpoint == null) {
                answerOtherMethod(method, path, request, response, context);
            } else {
                endpoint.handle(request, response, context);
            }
        } catch (ErrorReplyException e) {
            context.failed("invalid_request");
            JsonResponses.error(request, response, context, e.reply());
        } catch (CloseConnectionException | HttpException e) {
            throw e;
        } catch (RuntimeException e) {
            answerInternalError(request, response, context, e);
        }
    }

    private @Nullable Path find(String path) {
        Path exact = paths.get(path);
        if (exact != null) {
            return exact;
        }
        if (path.length() > 1 && path.endsWith("/")) {
            return paths.get(path.substring(0, path.length() - 1));
        }
        for (Path each : templates) {
            if (each.fits(path)) {
                return each;
            }
        }
        return null;
    }

    private static void answerOtherMethod(
            Method method, Path path, ServerRequest request, ServerResponse response, RequestContext context) {
        String allow = path.allow();
        response.header(HeaderNames.ALLOW, allow);
        if (method.equals(Method.OPTIONS)) {
            response.status(Status.NO_CONTENT_204).send();
            return;
        }
        context.failed("invalid_request");
        JsonResponses.error(
                request,
                response,
                context,
                ErrorReply.of(
                        405,
                        ErrorReply.INVALID_REQUEST,
                        "method_not_allowed",
                        "Not allowed: " + method.text() + " " + path.template() + ". Allowed: " + allow + "."));
    }

    private static void answerInternalError(
            ServerRequest request, ServerResponse response, RequestContext context, RuntimeException error) {
        LOG.log(System.Logger.Level.ERROR, "internal error in request " + context.id(), error);
        context.failed("internal");
        context.outcome(StreamOutcome.GATEWAY_ERROR);
        if (context.firstByteNanos() > 0) {
            throw new CloseConnectionException("an internal error ended the reply", error);
        }
        JsonResponses.error(request, response, context, ErrorReply.internal(context.id()));
    }

    /** Collects endpoints. Not safe for use by several threads. */
    public static final class Builder {
        private final Map<String, Path> paths = new LinkedHashMap<>();

        private Builder() {}

        /** Adds an endpoint of one path, in whose middle <code>{id}</code> stands for any segment. */
        public Builder add(Method method, String path, Endpoint endpoint) {
            paths.computeIfAbsent(path, Path::new).endpoints().put(method, endpoint);
            return this;
        }

        /** Adds an endpoint of all paths that start with {@code prefix}, which ends with a slash. */
        public Builder addBelow(Method method, String prefix, Endpoint endpoint) {
            return add(method, prefix + ID, endpoint);
        }

        public Dispatcher build() {
            return new Dispatcher(this);
        }
    }
}
