package dev.sluice.dialects.tokens;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;

/**
 * Cuts texts into tokens as OpenAI's models do: the newer ones, which others' are nearer to as well, or those before
 * GPT-4o. Safe for use by several threads.
 */
final class Tokenizer {
    /** Long texts are counted piece by piece, so that it can be ended and others have their turn. */
    static final int PIECE = 16_384;

    private static final EncodingRegistry ENCODINGS = Encodings.newLazyEncodingRegistry();
    private static final Map<EncodingType, FutureTask<Encoding>> LOADED = new ConcurrentHashMap<>();

    /** A publisher may stand in front. Neither {@code gpt-4o} nor {@code gpt-4.1} is one of these. */
    private static final Pattern BEFORE_GPT_4O = Pattern.compile("(?:.*/)?gpt-(?:3\\.?5|4(?![.\\w])(?!-o-)).*");

    private final Encoding encoding;

    private Tokenizer(Encoding encoding) {
        this.encoding = encoding;
    }

    /**
     * Finds a model's. The first time that takes a second and some 40 MB: only who counts pays for it.
     *
     * @param model the upstream's own id of the model
     * @throws ProviderException with {@link ErrorKind#CANCELLED} if the thread was interrupted
     */
    static Tokenizer of(String model) {
        EncodingType type = BEFORE_GPT_4O.matcher(model).matches() ? EncodingType.CL100K_BASE : EncodingType.O200K_BASE;
        try {
            return new Tokenizer(LOADED.computeIfAbsent(type, Tokenizer::load).get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ended();
        } catch (ExecutionException e) {
            throw new ProviderException(ErrorKind.INTERNAL, "The tokenizer cannot be loaded.", e);
        }
    }

    /** On a thread of the system's: a virtual one would keep its carrier from the replies under way. */
    private static FutureTask<Encoding> load(EncodingType type) {
        FutureTask<Encoding> task = new FutureTask<>(() -> ENCODINGS.getEncoding(type));
        Thread.ofPlatform().daemon().name("sluice-tokenizer").start(task);
        return task;
    }

    /**
     * Counts a text.
     *
     * @param text any; what looks like a special token is text
     * @return the number of its tokens, at most one too many for each 16,384 characters
     * @throws ProviderException with {@link ErrorKind#CANCELLED} if the thread was interrupted
     */
    @SuppressWarnings("ThreadPriorityCheck") // Nothing relies on it but fairness.
    long count(String text) {
        long tokens = 0;
        int from = 0;
        while (from < text.length()) {
            if (Thread.currentThread().isInterrupted()) {
                throw ended();
            }
            int to = end(text, from);
            tokens += encoding.countTokensOrdinary(text.substring(from, to));
            from = to;
            if (from < text.length()) {
                // It is the processor's work alone, for which a virtual thread would keep its carrier all along.
                Thread.yield();
            }
        }
        return tokens;
    }

    private static ProviderException ended() {
        return new ProviderException(ErrorKind.CANCELLED, "counting tokens was ended");
    }

    /** Before white space where there is some, since a token may begin with it but has none within. */
    private static int end(String text, int from) {
        int most = from + PIECE;
        if (most >= text.length()) {
            return text.length();
        }
        for (int i = most; i > most - PIECE / 2; i--) {
            if (Character.isWhitespace(text.charAt(i)) && !Character.isWhitespace(text.charAt(i - 1))) {
                return i;
            }
        }
        return Character.isLowSurrogate(text.charAt(most)) ? most - 1 : most;
    }
}
