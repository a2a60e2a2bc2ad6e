package dev.sluice.provider.copilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class NativeRequestTest {
    @Test
    void textInputIsTheUsers() {
        assertThat(read("{\"input\":\"Hi\"}").byUser()).isTrue();
    }

    @Test
    void lastItemDecides() {
        assertThat(
                        read("{\"messages\":[{\"role\":\"assistant\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"b\"}]}")
                                .byUser())
                .isTrue();
        assertThat(read("{\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"a\"}]},"
                                + "{\"type\":\"function_call_output\",\"call_id\":\"1\",\"output\":\"b\"}]}")
                        .byUser())
                .isFalse();
    }

    @Test
    void toolResultAloneIsNotTheUsersTurn() {
        String result = "{\"type\":\"tool_result\",\"tool_use_id\":\"1\",\"content\":\"x\"}";
        assertThat(read("{\"messages\":[{\"role\":\"user\",\"content\":[" + result + "]}]}")
                        .byUser())
                .isFalse();
        assertThat(read("{\"messages\":[{\"content\":[" + result
                                + ",{\"type\":\"text\",\"text\":\"go on\"}],\"role\":\"user\"}]}")
                        .byUser())
                .isTrue();
    }

    @Test
    void findsImagesAlsoInToolResults() {
        assertThat(read("{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"content\":"
                                + "[{\"type\":\"image\",\"source\":{}}]}]}]}")
                        .images())
                .isTrue();
        assertThat(read("{\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\"}]}]}")
                        .images())
                .isTrue();
        assertThat(read("{\"input\":\"image\"}").images()).isFalse();
    }

    @Test
    void refusesWhatIsNotAnObject() {
        assertThatThrownBy(() -> read("[]"))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID_REQUEST));
    }

    private static NativeRequest read(String json) {
        return NativeRequest.messages(json.getBytes(StandardCharsets.UTF_8));
    }
}
