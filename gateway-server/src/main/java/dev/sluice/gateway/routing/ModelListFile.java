package dev.sluice.gateway.routing;

import dev.sluice.provider.CacheStore;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.Model;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A provider's last list of models, cached on disk across restarts. */
final class ModelListFile {
    private static final Logger LOGGER = System.getLogger(ModelListFile.class.getName());

    private final CacheStore cache;
    private final String name;
    private byte @Nullable [] written;

    ModelListFile(CacheStore cache, String provider) {
        this.cache = cache;
        this.name = "models-" + provider + ".json";
    }

    /** Reads the list; an unreadable one counts as absent. */
    synchronized Optional<List<Model>> read() {
        try {
            Optional<byte[]> content = cache.read(name);
            if (content.isEmpty()) {
                return Optional.empty();
            }
            List<Model> models = parse(content.get());
            written = content.get();
            return Optional.of(models);
        } catch (IOException
                | JsonException
                | ClassCastException
                | IllegalArgumentException
                | NullPointerException
                | DateTimeException e) {
            LOGGER.log(Level.WARNING, () -> "ignoring the cached list of models " + name + ": " + e);
            return Optional.empty();
        }
    }

    /** Writes the list, if it differs from the file. */
    synchronized void write(List<Model> models) {
        byte[] content = render(models);
        if (Arrays.equals(content, written)) {
            return;
        }
        try {
            cache.write(name, content);
            written = content;
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, () -> "cannot cache the list of models as " + name + ": " + e.getMessage());
        }
    }

    private static List<Model> parse(byte[] content) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(content))) {
            return reader.readObject().getJsonArray("models").getValuesAs(ModelListFile::model);
        }
    }

    private static Model model(JsonObject json) {
        Model.Builder model = Model.builder(json.getString("id"))
                .name(json.getString("name"))
                .owner(json.getString("owner", ""))
                .dialects(strings(json.getJsonArray("dialects")).stream()
                        .map(Dialect::new)
                        .toList())
                .capabilities(strings(json.getJsonArray("capabilities")))
                .contextTokens(number(json, "context_tokens"))
                .promptTokens(number(json, "prompt_tokens"))
                .outputTokens(number(json, "output_tokens"));
        if (json.containsKey("created")) {
            model.created(Instant.parse(json.getString("created")));
        }
        return model.build();
    }

    private static List<String> strings(JsonArray array) {
        return array.getValuesAs(JsonString::getString);
    }

    private static long number(JsonObject json, String name) {
        return json.containsKey(name) ? json.getJsonNumber(name).longValueExact() : 0;
    }

    private static byte[] render(List<Model> models) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        models.forEach(model -> array.add(json(model)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonWriter writer = Json.createWriter(out)) {
            writer.writeObject(Json.createObjectBuilder().add("models", array).build());
        }
        return out.toByteArray();
    }

    private static JsonObjectBuilder json(Model model) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("id", model.id())
                .add("name", model.name())
                .add("owner", model.owner())
                .add(
                        "dialects",
                        array(model.dialects().stream().map(Dialect::name).toList()))
                .add("capabilities", array(model.capabilities()));
        model.contextTokens().ifPresent(tokens -> json.add("context_tokens", tokens));
        model.promptTokens().ifPresent(tokens -> json.add("prompt_tokens", tokens));
        model.outputTokens().ifPresent(tokens -> json.add("output_tokens", tokens));
        model.created().ifPresent(created -> json.add("created", created.toString()));
        return json;
    }

    /** Sorts the values, so that the same list gives the same bytes. */
    private static JsonArrayBuilder array(Collection<String> values) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        values.stream().sorted().forEach(array::add);
        return array;
    }
}
