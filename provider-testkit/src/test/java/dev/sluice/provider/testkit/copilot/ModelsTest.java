package dev.sluice.provider.testkit.copilot;

import static dev.sluice.provider.testkit.copilot.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ModelsTest {

    private final SimulatorClient client = new SimulatorClient();

    @AfterEach
    void stop() {
        client.close();
    }

    private List<JsonObject> models() throws IOException, InterruptedException {
        return JsonValues.objects(json(client.get("/models")), "data");
    }

    @Test
    void listsTheSnapshotWithItsOddities() throws IOException, InterruptedException {
        List<JsonObject> models = models();
        assertThat(models).hasSize(41);
        List<String> ids = models.stream().map(model -> model.getString("id")).toList();
        assertThat(ids).containsOnlyOnce("gpt-4o", "claude-sonnet-4.5").contains("text-embedding-3-small");
        assertThat(ids.stream().filter("gpt-4"::equals)).hasSize(2);
        assertThat(ids.stream().filter("gpt-4-o-preview"::equals)).hasSize(2);
        JsonObject codex = json(client.get("/models/gpt-5.3-codex"));
        assertThat(JsonValues.texts(codex, "supported_endpoints")).containsExactly("/responses", "ws:/responses");
        assertThat(json(client.get("/models/gpt-4o"))).doesNotContainKey("supported_endpoints");
        assertThat(client.get("/models/unknown").statusCode()).isEqualTo(404);
    }

    @Test
    void letsAModelsTermsBeAccepted() throws IOException, InterruptedException {
        String chat = "{\"model\":\"claude-opus-4.5\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
        assertThat(client.post("/chat/completions", chat).body()).contains("model_not_supported");
        assertThat(client.post("/models/claude-opus-4.5/policy", "{\"state\":\"enabled\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.post("/chat/completions", chat).statusCode()).isEqualTo(200);
    }

    @Test
    void opensSessionsOfAutoMode() throws IOException, InterruptedException {
        JsonObject session = json(client.post("/models/session", "{\"auto_mode\":{\"model_hints\":[\"auto\"]}}"));
        String chat = "{\"model\":\"gpt-4.1\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
        client.headers.put("Copilot-Session-Token", session.getString("session_token"));
        assertThat(client.post("/chat/completions", chat).statusCode()).isEqualTo(200);
        client.headers.put("Copilot-Session-Token", "other");
        assertThat(client.post("/chat/completions", chat).body()).isEqualTo("Invalid auto-mode selector");
    }

    @Test
    void changesAsATestWants() throws IOException, InterruptedException {
        client.simulator.catalogue().remove("gpt-4o");
        client.simulator.catalogue().add(JsonValues.object("id", "gpt-9"));
        client.simulator.catalogue().hideFromPicker();
        assertThat(models()).noneMatch(model -> model.getString("id").equals("gpt-4o"));
        assertThat(models()).anyMatch(model -> model.getString("id").equals("gpt-9"));
        assertThat(models()).noneMatch(model -> model.getBoolean("model_picker_enabled", true));
    }
}
