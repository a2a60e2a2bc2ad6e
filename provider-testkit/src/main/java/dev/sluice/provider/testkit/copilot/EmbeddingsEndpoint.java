package dev.sluice.provider.testkit.copilot;

import dev.sluice.provider.testkit.http.Request;
import dev.sluice.provider.testkit.http.Response;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/** {@code POST /embeddings}: arrays of strings only; the same text has the same vector of length 1. */
final class EmbeddingsEndpoint {

    private static final int DIMENSIONS = 1_536;

    private final RequestRules admission;

    EmbeddingsEndpoint(RequestRules admission) {
        this.admission = admission;
    }

    Response answer(Request request, CallerToken caller) {
        JsonObject body = admission.body(request);
        CatalogueEntry model = admission.model(request, body, caller);
        if (!model.is("embeddings")) {
            throw new RefusedException(CopilotRefusals.modelNotSupported());
        }
        boolean texts = body.get("input") instanceof JsonArray array
                && !array.isEmpty()
                && array.size() <= model.limit("max_inputs", 512)
                && array.stream().allMatch(JsonString.class::isInstance);
        if (!texts) {
            throw new RefusedException(CopilotRefusals.badRequest());
        }
        int dimensions = body.getInt("dimensions", DIMENSIONS);
        if (dimensions < 1 || dimensions > DIMENSIONS) {
            throw new RefusedException(CopilotRefusals.invalidBody("dimensions: from 1 to " + DIMENSIONS));
        }
        boolean base64 = body.getString("encoding_format", "float").equals("base64");
        List<JsonObject> data = new ArrayList<>();
        for (String text : JsonValues.texts(body, "input")) {
            float[] vector = vector(text, dimensions);
            data.add(JsonValues.object(
                    "embedding",
                    base64 ? encoded(vector) : numbers(vector),
                    "index",
                    data.size(),
                    "object",
                    "embedding"));
        }
        long tokens = JsonValues.texts(body, "input").stream()
                .mapToLong(TokenApproximation::of)
                .sum();
        JsonObject usage = JsonValues.object("prompt_tokens", tokens, "total_tokens", tokens);
        return Response.json(
                200, JsonValues.object("data", data, "model", model.id(), "object", "list", "usage", usage));
    }

    private static float[] vector(String text, int dimensions) {
        Random random = new Random(text.hashCode());
        float[] vector = new float[dimensions];
        double square = 0;
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) random.nextGaussian();
            square += vector[i] * vector[i];
        }
        float length = (float) Math.sqrt(square);
        for (int i = 0; i < dimensions; i++) {
            vector[i] = vector[i] / length;
        }
        return vector;
    }

    private static JsonValue numbers(float[] vector) {
        List<Double> numbers = new ArrayList<>();
        for (float number : vector) {
            numbers.add((double) number);
        }
        return JsonValues.array(numbers);
    }

    private static String encoded(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : vector) {
            bytes.putFloat(number);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
