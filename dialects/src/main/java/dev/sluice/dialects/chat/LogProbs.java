package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.TokenLogProb;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.JsonTree;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
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

    static JsonObject write(List<TokenLogProb> tokens) {
        JsonArrayBuilder content = JsonTree.array();
        for (TokenLogProb token : tokens) {
            JsonArrayBuilder top = JsonTree.array();
            token.top().forEach(likely -> top.add(token(likely)));
            content.add(token(token).add("top_logprobs", top));
        }
        return JsonTree.object()
                .add("content", content)
                .add("refusal", JsonValue.NULL)
                .build();
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

    private static JsonObjectBuilder token(TokenLogProb token) {
        double logProb = Double.isFinite(token.logProb()) ? token.logProb() : UNLIKELY;
        JsonObjectBuilder written =
                JsonTree.object().add("token", token.token()).add("logprob", logProb);
        if (isPartOfCharacter(token.token())) {
            return written.add("bytes", JsonValue.NULL);
        }
        JsonArrayBuilder bytes = JsonTree.array();
        for (byte b : token.token().getBytes(StandardCharsets.UTF_8)) {
            bytes.add(b & 0xff);
        }
        return written.add("bytes", bytes);
    }

    /** The bytes of such a token are not those of its text. */
    private static boolean isPartOfCharacter(String token) {
        return token.indexOf('\uFFFD') >= 0 || token.startsWith("bytes:\\x");
    }
}
