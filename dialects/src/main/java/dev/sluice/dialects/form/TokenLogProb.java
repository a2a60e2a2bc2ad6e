package dev.sluice.dialects.form;

import java.util.List;

/**
 * How likely a token was.
 *
 * @param logProb the natural logarithm of its probability
 * @param top the likeliest tokens in its place, whose own lists are empty
 */
public record TokenLogProb(String token, double logProb, List<TokenLogProb> top) {
    /** Copies the list. */
    public TokenLogProb {
        top = List.copyOf(top);
    }
}
