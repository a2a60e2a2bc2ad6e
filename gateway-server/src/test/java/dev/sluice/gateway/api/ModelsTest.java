package dev.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelsTest {
    private static final String GPT_4O = "{\"id\":\"fake-gpt-4o\",\"object\":\"model\",\"created\":1715367049,"
            + "\"owned_by\":\"openai\",\"name\":\"GPT-4o\",\"provider\":\"fake\",\"context_window\":128000,"
            + "\"max_prompt_tokens\":64000,\"max_output_tokens\":16384,"
            + "\"capabilities\":[\"tool_calls\",\"vision\"],\"dialects\":[\"chat-completions\"],"
            + "\"supported_endpoints\":[\"/chat/completions\"]}";

    private final RunningApi api = RunningApi.start();

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models", "/models", "/api/models", "/v1/models/"})
    void listsThePropertiesOfEachModel(String path) {
        HttpResponse<String> response = api.get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .startsWith("{\"object\":\"list\",\"data\":[" + GPT_4O + ",")
                .contains("{\"id\":\"fake-publisher/model\",\"object\":\"model\",\"created\":1735689600,"
                        + "\"owned_by\":\"fake\",")
                .endsWith("\"supported_endpoints\":[\"/embeddings\"]}]}");
    }

    @Test
    void showsOneModel() {
        assertThat(api.get("/v1/models/fake-gpt-4o").body()).isEqualTo(GPT_4O);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models/fake-publisher/model", "/v1/models/fake-publisher%2Fmodel"})
    void showsAModelWhoseIdHasASlash(String path) {
        assertThat(api.get(path).body()).startsWith("{\"id\":\"fake-publisher/model\"");
    }

    /** Such as Ollama's. A colon marks Gemini's API only in the path of a POST. */
    @Test
    void showsAModelWhoseIdHasAColon() {
        api.provider.models = List.of(Model.builder("llama3.2:latest").build());

        assertThat(api.get("/v1/models/fake-llama3.2:latest").body()).startsWith("{\"id\":\"fake-llama3.2:latest\"");
        assertThat(api.get("/v1/models/fake-llama3.2:1b").body()).contains("\"code\":\"model_not_found\"");
    }

    @Test
    void reportsAnUnknownModel() {
        HttpResponse<String> response = api.get("/v1/models/nothing");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("\"code\":\"model_not_found\"").contains("\"param\":\"model\"");
    }

    @Test
    void reportsWarningsBesideAnEmptyList() {
        api.provider.failure = new ProviderException(ErrorKind.SIGN_IN_REQUIRED, "Nobody is signed in.");

        HttpResponse<String> response = api.get("/v1/models");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("x-provider-troubles")).contains("fake");
        assertThat(response.body())
                .startsWith("{\"object\":\"list\",\"data\":[],\"meta\":{\"troubles\":{\"fake\":\"")
                .contains("Nobody is signed in.");
    }

    @Test
    void answersHeadWithoutBody() {
        HttpResponse<String> head = api.send(api.request("/v1/models")
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build());

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValueAsLong("content-length"))
                .hasValue(api.get("/v1/models").body().length());
    }
}
