package dev.sluice.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class JsonEditsTest {
    private static final byte[] TEXT = "{\"a\": 1, \"b\":2}".getBytes(StandardCharsets.UTF_8);

    @Test
    void returnsTheSameArrayWithoutAChange() {
        JsonEdits edits = JsonEdits.of(TEXT);
        assertThat(edits.isEmpty()).isTrue();
        assertThat(edits.apply()).isSameAs(TEXT);
    }

    @Test
    void leavesEveryOtherByteAsItIs() {
        byte[] changed = JsonEdits.of(TEXT)
                .replace(new JsonSpan(13, 14), "[true]")
                .replace(new JsonSpan(6, 7), "\"one\"")
                .insert(1, "\"first\":0,")
                .insert(1, "\"second\":0,")
                .apply();
        assertThat(new String(changed, StandardCharsets.UTF_8))
                .isEqualTo("{\"first\":0,\"second\":0,\"a\": \"one\", \"b\":[true]}");
    }

    @Test
    void removes() {
        byte[] changed = JsonEdits.of(TEXT).remove(new JsonSpan(1, 9)).apply();
        assertThat(new String(changed, StandardCharsets.UTF_8)).isEqualTo("{\"b\":2}");
    }

    @Test
    void refusesOverlappingChanges() {
        JsonEdits edits = JsonEdits.of(TEXT).replace(new JsonSpan(1, 8), "x").replace(new JsonSpan(4, 9), "y");
        assertThatThrownBy(edits::apply).isInstanceOf(IllegalStateException.class);
    }
}
