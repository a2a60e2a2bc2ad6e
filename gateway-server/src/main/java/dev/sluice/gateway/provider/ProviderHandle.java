package dev.sluice.gateway.provider;

import dev.sluice.gateway.provider.ProviderFaults.Kind;
import dev.sluice.provider.Deadlines;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.Headers;
import dev.sluice.provider.Model;
import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import dev.sluice.provider.SignIn;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One provider, as the rest of the gateway calls it. Whatever its code throws arrives as a {@link ProviderException},
 * and it can be replaced while calls are in flight. Safe for use by several threads.
 */
public final class ProviderHandle implements AutoCloseable {
    /** The request's header that names the gateways it has come through, on its way to the handle and no further. */
    public static final String VIA = "via";

    private static final ScopedValue<String> FORWARDED_BY = ScopedValue.newInstance();
    private static final Logger LOGGER = System.getLogger(ProviderHandle.class.getName());
    private static final TimeLimit CLOSING = new TimeLimit(Duration.ofSeconds(5));

    private final String id;
    private final ProviderOrigin origin;
    private final Provider provider;
    private final Containment containment;
    private final @Nullable DefaultProviderContext context;
    private final Optional<SignIn> signIn;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final InFlightCount calls = new InFlightCount();
    private volatile @Nullable ProviderHandle successor;

    private ProviderHandle(
            String id,
            ProviderOrigin origin,
            Provider provider,
            Containment containment,
            @Nullable DefaultProviderContext context) {
        this.id = id;
        this.origin = origin;
        this.provider = provider;
        this.containment = containment;
        this.context = context;
        this.signIn =
                containment.call("signIn", provider::signIn).map(found -> new ContainedSignIn(found, containment));
    }

    /** Wraps a provider that was made elsewhere and has no context of the gateway's. */
    public static ProviderHandle of(String id, Provider provider) {
        return new ProviderHandle(
                id,
                ProviderOrigin.named(provider.getClass().getName()),
                provider,
                new Containment(id, provider.getClass().getClassLoader()),
                null);
    }

    /** Makes a provider. */
    static ProviderHandle create(
            String id, FoundFactory found, DefaultProviderContext context, Containment containment) {
        Provider provider = containment.call("create", () -> found.factory().create(context));
        ProviderHandle handle = new ProviderHandle(id, found.origin(), provider, containment, context);
        if (context.closed()) {
            // It took too long and was given up.
            handle.close();
        }
        return handle;
    }

    /** Returns the id in configuration, metrics and model ids, such as {@code acme}. */
    public String id() {
        return id;
    }

    public ProviderOrigin origin() {
        return origin;
    }

    /** Returns how many calls are in flight; a stream is until it is closed. */
    public long inFlight() {
        return calls.current();
    }

    /** Returns how many calls never returned and are no longer waited for, those of its predecessors included. */
    public int abandoned() {
        return containment.faults().abandoned();
    }

    /** Fetches the models, for as long as it takes; callers who cannot wait ask the catalogue. */
    public List<Model> models() {
        if (!calls.start()) {
            return successor().models();
        }
        try {
            return containment.call("models", CallTimeouts.LISTING, () -> List.copyOf(provider.models()));
        } finally {
            calls.end();
        }
    }

    /** Sends one request. The caller closes the reply. */
    public Reply send(ProviderRequest request) {
        if (!calls.start()) {
            return successor().send(request);
        }
        boolean streams = false;
        try {
            Deadlines deadlines = request.deadlines();
            Optional<String> via = request.headers().first(VIA);
            Reply reply = containment.call(
                    "send",
                    CallTimeouts.reply(deadlines),
                    via.isEmpty()
                            ? () -> provider.send(request)
                            : () -> forwarded(via.get(), () -> provider.send(withoutVia(request))));
            if (reply instanceof Reply.Streaming streaming) {
                EventStream events = containment.stream(streaming.events(), CallTimeouts.event(deadlines), calls::end);
                streams = true;
                return new Reply.Streaming(streaming.headers(), events);
            }
            return reply;
        } finally {
            if (!streams) {
                calls.end();
            }
        }
    }

    /** Has the upstream count a request's tokens; empty if it does not count such requests. */
    public OptionalLong countTokens(ProviderRequest request) {
        if (!calls.start()) {
            return successor().countTokens(request);
        }
        Optional<String> via = request.headers().first(VIA);
        try {
            return containment.call(
                    "countTokens",
                    CallTimeouts.reply(request.deadlines()),
                    via.isEmpty()
                            ? () -> provider.countTokens(request)
                            : () -> forwarded(via.get(), () -> provider.countTokens(withoutVia(request))));
        } finally {
            calls.end();
        }
    }

    /**
     * Returns the gateways that the current thread's request has come through, as in {@code Via}; nothing if there are
     * none, or no provider is called. The gateway's HTTP client sends them on; the provider itself does not see them.
     */
    public static Optional<String> via() {
        return FORWARDED_BY.isBound() ? Optional.of(FORWARDED_BY.get()) : Optional.empty();
    }

    private static <T> T forwarded(String via, Supplier<T> call) {
        return ScopedValue.where(FORWARDED_BY, via).call(call::get);
    }

    private static ProviderRequest withoutVia(ProviderRequest request) {
        Headers.Builder others = Headers.builder();
        request.headers().forEach((name, value) -> {
            if (!name.equals(VIA)) {
                others.add(name, value);
            }
        });
        return ProviderRequest.builder(request.dialect(), request.model(), request.body())
                .streaming(request.streaming())
                .headers(others.build())
                .requestId(request.requestId())
                .deadlines(request.deadlines())
                .build();
    }

    /** Returns the way to sign a user in; empty if the provider has no users to sign in. */
    public Optional<SignIn> signIn() {
        return signIn;
    }

    /** Says why the provider cannot serve, in a sentence for the person who runs the gateway; empty if it can. */
    public Optional<String> readinessProblem() {
        try {
            return containment.prompt("readinessProblem", provider::readinessProblem);
        } catch (ProviderException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Registers the provider's gauges, once no other provider of its id has any. */
    void publish() {
        if (context != null) {
            context.publish();
        }
    }

    /**
     * Sends new calls to another handle, lets those in flight end here, and then closes the provider. Without a
     * successor, callers who still hold this handle are refused. {@code done} runs after the close.
     */
    void drainAndReplace(@Nullable ProviderHandle next, Consumer<ProviderHandle> done) {
        successor = next;
        if (context != null) {
            context.unpublish();
        }
        // Not on the thread of the last call, which must not wait for the close.
        calls.drain(() -> Thread.ofVirtual().name("sluice-" + id + "-drained").start(() -> {
            close();
            done.accept(this);
        }));
    }

    private ProviderHandle successor() {
        ProviderHandle next = successor;
        if (next == null) {
            throw ProviderException.builder(ErrorKind.UNKNOWN_MODEL, "Provider " + id + " was just removed.")
                    .code("model_not_found")
                    .build();
        }
        return next;
    }

    /** Closes the provider, waiting a few seconds at most, and ends its tasks. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            CLOSING.call("sluice-" + id + "-close", () -> {
                containment.attempt("close", provider::close);
                return true;
            });
        } catch (TimeoutException e) {
            containment.faults().count(Kind.HANG);
            LOGGER.log(Level.WARNING, "closing provider " + id + ": " + e.getMessage());
        } catch (ExecutionException e) {
            LOGGER.log(Level.WARNING, "closing provider " + id + " failed", e);
        } finally {
            if (context != null) {
                context.close();
                ClassLoader own = origin.droppedIn() ? provider.getClass().getClassLoader() : null;
                LeakCheck.start(id, context.threads(), own, containment.faults());
            }
        }
    }

    @Override
    public String toString() {
        return "ProviderHandle[" + id + " from " + origin.source() + "]";
    }
}
