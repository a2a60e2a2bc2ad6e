package dev.sluice.dialects.tokens;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;

/** Cuts texts into tokens as OpenAI's models since GPT-4o do. Safe for use by several threads. */
final class Tokenizer {
    /** Long texts are counted piece by piece, so that it can be ended and others have their turn. */
    static final int PIECE = 16_384;

    /** Loading takes a good part of a second and some 40 MB: only who counts pays for it. */
    private static final class Loaded {
        static final Encoding O200K = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    }

    private Tokenizer() {}

    /**
     * Counts a text.
     *
     * @param text any; what looks like a special token is text
     * @return the number of its tokens, at most one too many for each 16,384 characters
     * @throws ProviderException with {@link ErrorKind#CANCELLED} if the thread was interrupted
     */
    @SuppressWarnings("ThreadPriorityCheck") // Nothing relies on it but fairness.
    static long count(String text) {
        long tokens = 0;
        int from = 0;
        while (from < text.length()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new ProviderException(ErrorKind.CANCELLED, "counting tokens was ended");
            }
            int to = end(text, from);
            tokens += Loaded.O200K.countTokensOrdinary(text.substring(from, to));
            from = to;
            if (from < text.length()) {
                // It is the processor's work alone, for which a virtual thread would keep its carrier all along.
                Thread.yield();
            }
        }
        return tokens;
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
