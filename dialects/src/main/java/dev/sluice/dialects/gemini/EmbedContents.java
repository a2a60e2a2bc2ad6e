package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.Embedded;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads requests of {@code :embedContent} and {@code :batchEmbedContents} and writes their replies. What a vector is for
 * ({@code taskType}, {@code title}) only Google's own models are told.
 */
public final class EmbedContents {
    private EmbedContents() {}

    /** Reads a request for one text. */
    public static Embedded readOne(JsonNode request, LeftOut leftOut) {
        Fields fields = Fields.ofRequest(ProtoNames.camelCase(request));
        return new Embedded(List.of(text(fields, leftOut)), dimensions(fields, leftOut));
    }

    /** Reads a request for many texts, whose vectors have to be of one size. */
    public static Embedded readBatch(JsonNode request, LeftOut leftOut) {
        Fields fields = Fields.ofRequest(ProtoNames.camelCase(request));
        List<String> texts = new ArrayList<>();
        Optional<Long> dimensions = Optional.empty();
        for (Fields one : fields.list("requests")) {
            texts.add(text(one, leftOut));
            Optional<Long> wanted = dimensions(one, leftOut);
            if (texts.size() > 1 && !wanted.equals(dimensions)) {
                throw one.wrong("outputDimensionality", "must be the same in all requests of a batch");
            }
            dimensions = wanted;
        }
        if (texts.isEmpty()) {
            throw fields.wrong("requests", "must hold a request");
        }
        fields.leaveOutRest(leftOut);
        return new Embedded(texts, dimensions);
    }

    /** Writes the reply to a request for one text. */
    public static byte[] writeOne(List<JsonNode> vectors) {
        JsonOutput out = new JsonOutput().object().name("embedding");
        values(vectors.getFirst(), out);
        return out.endObject().toBytes();
    }

    /** Writes the reply to a request for many texts. */
    public static byte[] writeBatch(List<JsonNode> vectors) {
        JsonOutput out = new JsonOutput().object().name("embeddings").array();
        vectors.forEach(vector -> values(vector, out));
        return out.endArray().endObject().toBytes();
    }

    private static void values(JsonNode vector, JsonOutput out) {
        out.object().add("values", vector).endObject();
    }

    private static String text(Fields request, LeftOut leftOut) {
        request.ignore("model");
        Fields content = request.requiredFields("content");
        content.ignore("role");
        List<String> texts = new ArrayList<>();
        for (Fields part : content.list("parts")) {
            texts.add(part.text("text")
                    .orElseThrow(() -> part.wrong("text", "is missing: only texts become vectors here")));
            part.leaveOutRest(leftOut);
        }
        if (texts.isEmpty()) {
            throw content.wrong("parts", "must hold a text");
        }
        content.leaveOutRest(leftOut);
        return String.join("\n", texts);
    }

    private static Optional<Long> dimensions(Fields request, LeftOut leftOut) {
        Optional<Long> dimensions = request.whole("outputDimensionality", 1);
        request.leaveOutRest(leftOut);
        return dimensions;
    }
}
