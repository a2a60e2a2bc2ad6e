package dev.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.Model;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The choice among several providers of one model, where no order is configured. */
final class SameModelTest {
    private static final String QUESTION =
            "{\"model\":\"same\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    private static final String CHAT_REPLY =
            "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"same\",\"choices\":[{\"index\":0,"
                    + "\"message\":{\"role\":\"assistant\",\"content\":\"said\"},\"finish_reason\":\"stop\"}]}";
    private static final String MESSAGES_REPLY =
            "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"same\",\"content\":[{\"type\":"
                    + "\"text\",\"text\":\"said\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,"
                    + "\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}";

    private final RunningApi api =
            RunningApi.with().routing("models: {smart: [fake-same]}").start();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aNativeModelIsPreferredToABridgedOne() {
        api.provider.models = List.of(speaking(Dialect.MESSAGES));
        api.other.models = List.of(speaking(Dialect.CHAT_COMPLETIONS));
        api.other.answer = request -> FakeProvider.json(CHAT_REPLY);

        assertAnsweredByOther();
    }

    @Test
    void aBridgedModelIsPreferredToAnUntranslatableOne() {
        api.provider.models = List.of(speaking(Dialect.EMBEDDINGS));
        api.other.models = List.of(speaking(Dialect.MESSAGES));
        api.other.answer = request -> FakeProvider.json(MESSAGES_REPLY);

        assertAnsweredByOther();
    }

    private void assertAnsweredByOther() {
        HttpResponse<String> response = api.post(RunningApi.CHAT, QUESTION);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body()).contains("said");
        assertThat(api.provider.requests).isEmpty();
        assertThat(api.other.requests).hasSize(1);
    }

    private static Model speaking(Dialect dialect) {
        return Model.builder("same").dialects(List.of(dialect)).build();
    }
}
