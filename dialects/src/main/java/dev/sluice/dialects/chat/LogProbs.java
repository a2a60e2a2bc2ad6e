package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.TokenLogProb;
import dev.sluice.dialects.json.Fields;
import dev.sluice.json.JsonOutput;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads and writes how likely the tokens of a text were. */
final class LogProbs {
    /** OpenAI's stand-in for minus infinity, which JSON has no number for. */
    private static final double UNLIKELY = -9999.0;

    private LogProbs() {}

    /** Reads those of a choice's text; empty if it has none. */
    static List<TokenLogProb> read(Fields choice) {
        return choice.fields("logprobs")
                .map(logProbs -> logProbs.list("content").stream()
                        .map(token -> token(
                                token,
                                token.list("top_logprobs").stream()
                                        .map(top -> token(top, List.of()))
                                        .toList()))
                        .toList())
                .orElse(List.of());
    }

    static void write(List<TokenLogProb> tokens, JsonOutput out) {
        out.object().name("content").array();
        for (TokenLogProb token : tokens) {
            token(token, out);
            out.name("top_logprobs").array();
            for (TokenLogProb likely : token.top()) {
                token(likely, out);
                out.endObject();
            }
            out.endArray().endObject();
        }
        out.endArray().addNull("refusal").endObject();
    }

    private static TokenLogProb token(Fields token, List<TokenLogProb> top) {
        double logProb = token.number("logprob")
                .orElseThrow(() -> token.missing("logprob"))
                .doubleValue();
        if (!Double.isFinite(logProb)) {
            throw token.wrong("logprob", "must be a number of ordinary size");
        }
        return new TokenLogProb(token.requiredText("token"), logProb, top);
    }

    private static void token(TokenLogProb token, JsonOutput out) {
        double logProb = Double.isFinite(token.logProb()) ? token.logProb() : UNLIKELY;
        out.object().add("token", token.token()).add("logprob", BigDecimal.valueOf(logProb));
        if (isPartOfCharacter(token.token())) {
            out.addNull("bytes");
            return;
        }
        out.name("bytes").array();
        for (byte b : token.token().getBytes(StandardCharsets.UTF_8)) {
            out.number(b & 0xff);
        }
        out.endArray();
    }

    /** The bytes of such a token are not those of its text. */
    private static boolean isPartOfCharacter(String token) {
        return token.indexOf('\uFFFD') >= 0 || token.startsWith("bytes:\\x");
    }
}
