package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Format;
import dev.sluice.dialects.form.Output;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.JsonNodes;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a request wants of the answer. */
final class OutputReader {
    private static final int MOST_TOP_LOGPROBS = 20;
    private static final Map<String, String> VERBOSITIES = SettingsReader.words("low", "medium", "high");

    private OutputReader() {}

    static Output read(Fields request, LeftOut leftOut) {
        return Output.UNSET
                .withMaxTokens(maxTokens(request, leftOut))
                .withStop(stop(request))
                .withFormat(format(request, leftOut))
                .withVerbosity(request.choice("verbosity", VERBOSITIES))
                .withLogProbs(logProbs(request));
    }

    /** Of the two names the newer one counts. */
    private static Optional<Long> maxTokens(Fields request, LeftOut leftOut) {
        Optional<Long> newer = request.whole("max_completion_tokens", 1);
        Optional<Long> older = request.whole("max_tokens", 1);
        if (newer.isPresent() && older.isPresent() && !newer.equals(older)) {
            leftOut.note("max_tokens");
        }
        return newer.or(() -> older);
    }

    private static List<String> stop(Fields request) {
        Optional<JsonNode> word = request.value("stop").filter(stop -> stop.is(Kind.STRING));
        List<String> texts = word.isPresent() ? List.of(word.get().string()) : request.texts("stop");
        if (texts.contains("")) {
            throw request.wrong("stop", "must not be empty");
        }
        return texts;
    }

    private static Optional<Integer> logProbs(Fields request) {
        boolean wanted = request.flag("logprobs").orElse(false);
        long top = request.whole("top_logprobs", 0, MOST_TOP_LOGPROBS).orElse(0L);
        if (top > 0 && !wanted) {
            throw request.wrong("top_logprobs", "needs 'logprobs' to be true");
        }
        return wanted ? Optional.of((int) top) : Optional.empty();
    }

    private static Format format(Fields request, LeftOut leftOut) {
        Optional<Fields> format = request.fields("response_format");
        if (format.isEmpty()) {
            return new Format.Text();
        }
        Fields fields = format.get();
        Format read = switch (fields.requiredText("type")) {
            case "text" -> new Format.Text();
            case "json_object" -> new Format.Json();
            case "json_schema" -> schema(fields.requiredFields("json_schema"), leftOut);
            default -> throw fields.wrong("type", "must be one of json_object, json_schema, text");
        };
        fields.leaveOutRest(leftOut);
        return read;
    }

    private static Format schema(Fields fields, LeftOut leftOut) {
        Format schema = new Format.Schema(
                Optional.of(fields.requiredText("name")),
                fields.text("description"),
                fields.tree("schema").orElse(JsonNodes.EMPTY),
                fields.flag("strict"));
        fields.leaveOutRest(leftOut);
        return schema;
    }
}
