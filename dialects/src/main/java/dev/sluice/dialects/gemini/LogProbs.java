package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.TokenLogProb;
import dev.sluice.dialects.json.Fields;
import dev.sluice.json.JsonOutput;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** {@code logprobsResult}: the tokens chosen, and for each the likeliest ones. */
final class LogProbs {
    private LogProbs() {}

    static List<TokenLogProb> read(Fields result) {
        List<Fields> tops = result.list("topCandidates");
        List<TokenLogProb> tokens = new ArrayList<>();
        for (Fields chosen : result.list("chosenCandidates")) {
            List<TokenLogProb> top = tokens.size() < tops.size()
                    ? tops.get(tokens.size()).list("candidates").stream()
                            .map(each -> token(each, List.of()))
                            .toList()
                    : List.of();
            tokens.add(token(chosen, top));
        }
        return tokens;
    }

    static void write(List<TokenLogProb> tokens, JsonOutput out) {
        out.object().name("chosenCandidates");
        candidates(tokens, out);
        if (tokens.stream().anyMatch(token -> !token.top().isEmpty())) {
            out.name("topCandidates").array();
            for (TokenLogProb token : tokens) {
                candidates(token.top(), out.object().name("candidates"));
                out.endObject();
            }
            out.endArray();
        }
        out.endObject();
    }

    private static TokenLogProb token(Fields candidate, List<TokenLogProb> top) {
        double logProb =
                candidate.number("logProbability").map(BigDecimal::doubleValue).orElse(0.0);
        return new TokenLogProb(candidate.text("token").orElse(""), finite(logProb), top);
    }

    private static void candidates(List<TokenLogProb> tokens, JsonOutput out) {
        out.array();
        for (TokenLogProb token : tokens) {
            out.object()
                    .add("token", token.token())
                    .add("logProbability", BigDecimal.valueOf(finite(token.logProb())))
                    .endObject();
        }
        out.endArray();
    }

    /** JSON has no infinity. */
    private static double finite(double number) {
        return Double.isNaN(number) ? 0 : Math.clamp(number, -Double.MAX_VALUE, Double.MAX_VALUE);
    }
}
