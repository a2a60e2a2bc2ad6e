package dev.sluice.dialects.embeddings;

import dev.sluice.dialects.form.Embedded;
import dev.sluice.dialects.json.Fields;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonOutput;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes requests of OpenAI's {@code POST /embeddings} and reads its replies. */
public final class Embeddings {
    private Embeddings() {}

    /** Writes a request. */
    public static byte[] write(Embedded wanted, String model) {
        JsonOutput out =
                new JsonOutput().object().add("model", model).name("input").array();
        wanted.texts().forEach(out::text);
        out.endArray();
        wanted.dimensions().ifPresent(dimensions -> out.add("dimensions", dimensions));
        return out.endObject().toBytes();
    }

    /**
     * Reads a reply.
     *
     * @param count how many texts there were
     * @return their vectors, in order
     * @throws dev.sluice.provider.ProviderException with {@link dev.sluice.provider.ErrorKind#UPSTREAM_PROTOCOL} if it
     *     is none, or one is missing
     */
    public static List<JsonNode> read(JsonNode reply, int count) {
        Fields fields = Fields.ofReply(reply);
        Map<Long, JsonNode> vectors = new TreeMap<>();
        for (Fields one : fields.list("data")) {
            long index = one.whole("index").orElse((long) vectors.size());
            JsonNode vector = one.array("embedding").orElseThrow(() -> one.missing("embedding"));
            vectors.put(index, vector);
        }
        if (vectors.size() != count) {
            throw fields.wrong("data", "must hold a vector for each text");
        }
        return List.copyOf(vectors.values());
    }
}
