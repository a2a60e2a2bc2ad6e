package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.TokenLogProb;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.JsonTree;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads and writes how likely tokens were. */
final class LogProbJson {
    private LogProbJson() {}

    static List<TokenLogProb> read(Fields part) {
        return part.has("logprobs")
                ? part.list("logprobs").stream().map(LogProbJson::token).toList()
                : List.of();
    }

    private static TokenLogProb token(Fields token) {
        return new TokenLogProb(
                token.requiredText("token"),
                logProb(token),
                token.list("top_logprobs").stream()
                        .map(top -> new TokenLogProb(top.requiredText("token"), logProb(top), List.of()))
                        .toList());
    }

    private static double logProb(Fields token) {
        double value = token.number("logprob")
                .orElseThrow(() -> token.missing("logprob"))
                .doubleValue();
        if (Double.isInfinite(value)) {
            throw token.wrong("logprob", "is out of range");
        }
        return value;
    }

    static JsonArrayBuilder write(List<TokenLogProb> tokens) {
        JsonArrayBuilder written = JsonTree.array();
        for (TokenLogProb token : tokens) {
            JsonArrayBuilder top = JsonTree.array();
            token.top().forEach(each -> top.add(one(each)));
            written.add(one(token).add("top_logprobs", top));
        }
        return written;
    }

    private static JsonObjectBuilder one(TokenLogProb token) {
        JsonArrayBuilder bytes = JsonTree.array();
        for (byte each : token.token().getBytes(StandardCharsets.UTF_8)) {
            bytes.add(each & 0xff);
        }
        return JsonTree.object()
                .add("token", token.token())
                .add("logprob", token.logProb())
                .add("bytes", bytes);
    }
}
