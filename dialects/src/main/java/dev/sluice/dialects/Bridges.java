package dev.sluice.dialects;

import dev.sluice.dialects.chat.ChatCodec;
import dev.sluice.dialects.completions.CompletionsCodec;
import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.Codec;
import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Target;
import dev.sluice.dialects.gemini.GeminiCodec;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.dialects.messages.MessagesCodec;
import dev.sluice.dialects.responses.ResponsesCodec;
import dev.sluice.dialects.tokens.TokenEstimate;
import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonNode;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** The dialects that can be turned into each other. Safe for use by several threads. */
public final class Bridges {
    /** OpenAI's {@code POST /completions}, which callers alone speak. */
    public static final Dialect COMPLETIONS = CompletionsCodec.DIALECT;

    private static final int LONG = 1024 * 1024;

    /** The richest first: what a model says in it, it need not say in less. */
    private final List<Codec> codecs;

    private final Semaphore turns = new Semaphore(1);
    private final InstantSource clock;
    private final TokenEstimate estimate = new TokenEstimate();

    Bridges(List<Codec> codecs, InstantSource clock) {
        this.codecs = List.copyOf(codecs);
        this.clock = clock;
    }

    /**
     * Makes the bridges between all dialects.
     *
     * @param clock tells when a request came, where the caller's dialect wants that said
     * @return bridges
     */
    public static Bridges all(InstantSource clock) {
        return new Bridges(
                List.of(
                        new ResponsesCodec(),
                        new MessagesCodec(),
                        new GeminiCodec(),
                        new ChatCodec(),
                        new CompletionsCodec()),
                clock);
    }

    /**
     * Chooses the dialect to ask a model in.
     *
     * @param caller the caller's dialect
     * @param spoken what the model speaks
     * @return the caller's if the model speaks it; else the richest of those that can be bridged; nothing if there is
     *     none
     */
    public Optional<Dialect> choose(Dialect caller, Set<Dialect> spoken) {
        if (spoken.contains(caller)) {
            return Optional.of(caller);
        }
        if (codec(caller).isEmpty()) {
            return Optional.empty();
        }
        return codecs.stream()
                .filter(codec -> !codec.forCallersAlone())
                .map(Codec::dialect)
                .filter(spoken::contains)
                .findFirst();
    }

    /**
     * Turns a request into another dialect.
     *
     * @param caller the caller's dialect, not the model's
     * @param request the request, a JSON object
     * @param asked the model's id as the caller wrote it
     * @param target the dialect that {@link #choose} chose
     * @param model the model
     * @param streaming whether a stream is wanted
     * @return the request, and what its reply is turned back by
     * @throws ProviderException with {@link ErrorKind#INVALID_REQUEST} and the field to blame, if the request is wrong
     *     or can't be carried
     */
    public Bridged open(
            Dialect caller, JsonDocument request, String asked, Dialect target, Model model, boolean streaming) {
        return inTurn(
                request,
                () -> new Bridged(
                        codec(caller).orElseThrow(),
                        codec(target).orElseThrow(),
                        new Target(model, streaming),
                        new Caller(asked, object(request), clock.instant())));
    }

    /**
     * Turns a request to count tokens into another dialect.
     *
     * @param caller the caller's dialect, not the model's
     * @param request what the dialect's API for counting tokens takes, a JSON object
     * @param target the dialect that {@link #choose} chose
     * @param model the model
     * @return a request to the model, without what only its answer would need
     * @throws ProviderException with {@link ErrorKind#INVALID_REQUEST} if the request is wrong or can't be carried
     */
    public byte[] count(Dialect caller, JsonDocument request, Dialect target, Model model) {
        Codec callers = codec(caller).orElseThrow();
        Codec models = codec(target).orElseThrow();
        return inTurn(request, () -> {
            LeftOut leftOut = new LeftOut();
            Conversation asked = callers.readCounted(object(request), leftOut).withoutAnswer();
            Conversation reported = models.customTools()
                    ? asked
                    : CustomTools.of(asked)
                            .map(tools -> tools.asFunctions(asked))
                            .orElse(asked);
            return models.writeCounted(reported, new Target(model, false), leftOut);
        });
    }

    /** Long requests take several times their size while they are turned, and so one after the other. */
    private <T> T inTurn(JsonDocument request, Supplier<T> work) {
        if (request.bytes().length < LONG) {
            return work.get();
        }
        try {
            turns.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderException(ErrorKind.CANCELLED, "turning a request was ended", e);
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }

    /**
     * Estimates how many tokens a request will be read as.
     *
     * @param caller the dialect that it is written in
     * @param request what the dialect's API for counting tokens takes, a JSON object
     * @param model the model
     * @return tokens
     * @throws ProviderException with {@link ErrorKind#INVALID_REQUEST} and the field to blame, if the request is wrong
     */
    public long estimateTokens(Dialect caller, JsonDocument request, Model model) {
        Codec codec = codec(caller).orElseThrow();
        return inTurn(request, () -> estimate.of(codec.readCounted(object(request), new LeftOut()), model.id()));
    }

    static JsonNode object(JsonDocument request) {
        if (!request.root().is(JsonNode.Kind.OBJECT)) {
            throw new ProviderException(ErrorKind.INVALID_REQUEST, "The request's body must be a JSON object.");
        }
        return request.root();
    }

    /**
     * Takes out of a request what models of other dialects wanted back: one that goes to a model as it is may come from
     * a conversation that another model has had part in, and would be refused.
     *
     * @param read the request as it came, an object
     * @param body the request as it is to be sent, which may differ in its model
     * @return the body, the same array if there is nothing to take out
     * @throws ProviderException with {@link ErrorKind#INVALID_REQUEST} and the field to blame, if nothing else was said
     */
    public static byte[] withoutReasoningSignatures(JsonDocument read, byte[] body) {
        return ReasoningSignatures.removed(read, body);
    }

    private Optional<Codec> codec(Dialect dialect) {
        return codecs.stream().filter(each -> each.dialect().equals(dialect)).findFirst();
    }
}
