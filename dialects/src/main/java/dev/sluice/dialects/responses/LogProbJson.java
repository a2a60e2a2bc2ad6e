package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.TokenLogProb;
import dev.sluice.dialects.json.Fields;
import dev.sluice.json.JsonOutput;
import java.math.BigDecimal;
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

    static void write(List<TokenLogProb> tokens, JsonOutput out) {
        out.array();
        for (TokenLogProb token : tokens) {
            one(token, out);
            out.name("top_logprobs").array();
            for (TokenLogProb likely : token.top()) {
                one(likely, out);
                out.endObject();
            }
            out.endArray().endObject();
        }
        out.endArray();
    }

    private static void one(TokenLogProb token, JsonOutput out) {
        out.object()
                .add("token", token.token())
                .add("logprob", BigDecimal.valueOf(token.logProb()))
                .name("bytes")
                .array();
        for (byte each : token.token().getBytes(StandardCharsets.UTF_8)) {
            out.number(each & 0xff);
        }
        out.endArray();
    }
}
