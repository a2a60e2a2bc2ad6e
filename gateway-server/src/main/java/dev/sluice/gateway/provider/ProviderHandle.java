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
 * A provider as the rest of the gateway sees it. Whatever its code throws comes out as a {@link
 * ProviderException}; its code runs under its own context class loader. Safe for use by several threads.
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
    private final @Nullable LentContext lent;
    private final Optional<SignIn> signIn;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Uses uses = new Uses();
    private volatile @Nullable ProviderHandle successor;

    private ProviderHandle(
            String id, ProviderOrigin origin, Provider provider, Containment containment, @Nullable LentContext lent) {
        this.id = id;
        this.origin = origin;
        this.provider = provider;
        this.containment = containment;
        this.lent = lent;
        this.signIn =
                containment.call("signIn", provider::signIn).map(found -> new ContainedSignIn(found, containment));
    }

    /**
     * Takes a provider in that was made elsewhere and holds nothing of the gateway's.
     *
     * @param id the name it goes by
     * @param provider the provider
     * @return its handle
     */
    public static ProviderHandle of(String id, Provider provider) {
        return new ProviderHandle(
                id,
                ProviderOrigin.named(provider.getClass().getName()),
                provider,
                new Containment(id, provider.getClass().getClassLoader()),
                null);
    }

    /** Makes a provider. */
    static ProviderHandle create(String id, FoundFactory found, LentContext context, Containment containment) {
        Provider provider = containment.call("create", () -> found.factory().create(context));
        ProviderHandle handle = new ProviderHandle(id, found.origin(), provider, containment, context);
        if (context.closed()) {
            // It took too long, and nobody waits for it any more.
            handle.close();
        }
        return handle;
    }

    /**
     * Returns the name that configuration, metrics and model ids know the provider by.
     *
     * @return such as {@code copilot}
     */
    public String id() {
        return id;
    }

    /**
     * Says where the provider came from.
     *
     * @return for people
     */
    public ProviderOrigin origin() {
        return origin;
    }

    /**
     * Tells how many calls are with the provider, streams among them until they are closed.
     *
     * @return 0 or more
     */
    public long inFlight() {
        return uses.underWay();
    }

    /**
     * Tells how many calls never returned and are waited for no longer.
     *
     * @return of this provider, and of those that ran under its name before
     */
    public int abandoned() {
        return containment.faults().abandoned();
    }

    /**
     * Fetches the models, for as long as it takes. Callers who cannot wait ask the catalogue.
     *
     * @return the models
     * @throws ProviderException as {@link Provider#models()} says
     */
    public List<Model> models() {
        if (!uses.begin()) {
            return successor().models();
        }
        try {
            return containment.call("models", HangLimits.LISTING, () -> List.copyOf(provider.models()));
        } finally {
            uses.end();
        }
    }

    /**
     * Sends one request.
     *
     * @param request what the caller asks
     * @return the reply, which the caller closes; the calls of its stream are contained as well
     * @throws ProviderException as {@link Provider#send} says, or {@link
     *     dev.sluice.provider.ErrorKind#INTERNAL} for a defect of the provider
     */
    public Reply send(ProviderRequest request) {
        if (!uses.begin()) {
            return successor().send(request);
        }
        boolean streams = false;
        try {
            Deadlines deadlines = request.deadlines();
            Optional<String> via = request.headers().first(VIA);
            Reply reply = containment.call(
                    "send",
                    HangLimits.reply(deadlines),
                    via.isEmpty()
                            ? () -> provider.send(request)
                            : () -> forwarded(via.get(), () -> provider.send(withoutVia(request))));
            if (reply instanceof Reply.Streaming streaming) {
                EventStream events = containment.stream(streaming.events(), HangLimits.event(deadlines), uses::end);
                streams = true;
                return new Reply.Streaming(streaming.headers(), events);
            }
            return reply;
        } finally {
            if (!streams) {
                uses.end();
            }
        }
    }

    /**
     * Has the upstream count a request's tokens.
     *
     * @param request what the caller asks
     * @return nothing if the upstream does not count such requests
     * @throws ProviderException as {@link Provider#countTokens} says, or {@link ErrorKind#INTERNAL} for a defect of
     *     the provider
     */
    public OptionalLong countTokens(ProviderRequest request) {
        if (!uses.begin()) {
            return successor().countTokens(request);
        }
        Optional<String> via = request.headers().first(VIA);
        try {
            return containment.call(
                    "countTokens",
                    HangLimits.reply(request.deadlines()),
                    via.isEmpty()
                            ? () -> provider.countTokens(request)
                            : () -> forwarded(via.get(), () -> provider.countTokens(withoutVia(request))));
        } finally {
            uses.end();
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

    /**
     * Returns the way to sign a user in.
     *
     * @return nothing if the provider has no users to sign in
     */
    public Optional<SignIn> signIn() {
        return signIn;
    }

    /**
     * Says what keeps the provider from serving.
     *
     * @return a sentence for the person who runs the gateway, or nothing
     */
    public Optional<String> impediment() {
        try {
            return containment.prompt("readinessProblem", provider::readinessProblem);
        } catch (ProviderException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Shows the provider's numbers, which it then has for itself alone. */
    void publish() {
        if (lent != null) {
            lent.publish();
        }
    }

    /**
     * Gives way to another one: new calls go there, those under way end here, and then the provider is closed.
     *
     * @param next takes the calls of those who still hold this handle; null if there is none
     * @param done called after the provider was closed
     */
    void giveWay(@Nullable ProviderHandle next, Consumer<ProviderHandle> done) {
        successor = next;
        if (lent != null) {
            lent.unpublish();
        }
        // Not on the thread of a call, which has better things to do than to wait for a provider's end.
        uses.finish(() -> Thread.ofVirtual().name("sluice-" + id + "-gives-way").start(() -> {
            close();
            done.accept(this);
        }));
    }

    private ProviderHandle successor() {
        ProviderHandle next = successor;
        if (next == null) {
            throw ProviderException.builder(ErrorKind.UNKNOWN_MODEL, "Provider " + id + " has just been switched off.")
                    .code("model_not_found")
                    .build();
        }
        return next;
    }

    /** Closes the provider, waiting for it a few seconds at most, and ends its background work. */
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
            if (lent != null) {
                lent.close();
                ClassLoader own = origin.droppedIn() ? provider.getClass().getClassLoader() : null;
                Leftovers.look(id, lent.threads(), own, containment.faults());
            }
        }
    }

    @Override
    public String toString() {
        return "ProviderHandle[" + id + " from " + origin.source() + "]";
    }
}
