package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.TokenLogProb;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.JsonTree;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
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

    static JsonObject write(List<TokenLogProb> tokens) {
        JsonArrayBuilder chosen = JsonTree.array();
        JsonArrayBuilder tops = JsonTree.array();
        for (TokenLogProb token : tokens) {
            chosen.add(candidate(token));
            JsonArrayBuilder top = JsonTree.array();
            token.top().forEach(each -> top.add(candidate(each)));
            tops.add(JsonTree.object().add("candidates", top));
        }
        JsonObjectBuilder result = JsonTree.object().add("chosenCandidates", chosen);
        if (tokens.stream().anyMatch(token -> !token.top().isEmpty())) {
            result.add("topCandidates", tops);
        }
        return result.build();
    }

    private static TokenLogProb token(Fields candidate, List<TokenLogProb> top) {
        double logProb =
                candidate.number("logProbability").map(BigDecimal::doubleValue).orElse(0.0);
        return new TokenLogProb(candidate.text("token").orElse(""), finite(logProb), top);
    }

    private static JsonObjectBuilder candidate(TokenLogProb token) {
        return JsonTree.object().add("token", token.token()).add("logProbability", finite(token.logProb()));
    }

    /** JSON has no infinity. */
    private static double finite(double number) {
        return Double.isNaN(number) ? 0 : Math.clamp(number, -Double.MAX_VALUE, Double.MAX_VALUE);
    }
}
