package dev.sluice.dialects.tokens;

import dev.sluice.dialects.form.Conversation;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.util.concurrent.Semaphore;

/**
 * Estimates how many tokens a request will be read as: its texts by a tokenizer of OpenAI's, and prices for what surrounds
 * them. Safe for use by several threads.
 */
public final class TokenEstimate {
    /** The others wait: estimating takes nothing but the processor, which replies under way need, too. */
    private final Semaphore turns =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    /** Makes an estimate, which loads a tokenizer when it is first used. */
    public TokenEstimate() {}

    /**
     * Counts.
     *
     * @param model the upstream's own id of the model that would be
     * @throws ProviderException with {@link ErrorKind#CANCELLED} if the thread was interrupted
     */
    public long of(Conversation conversation, String model) {
        try {
            turns.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderException(ErrorKind.CANCELLED, "counting tokens was ended", e);
        }
        try {
            return new TokenPrices(Tokenizer.of(model)).of(conversation);
        } finally {
            turns.release();
        }
    }
}
