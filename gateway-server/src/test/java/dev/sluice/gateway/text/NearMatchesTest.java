package dev.sluice.gateway.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearMatchesTest {
    private final List<String> models =
            List.of("copilot-gpt-4o", "copilot-gpt-4o-mini", "copilot-gpt-4.1", "copilot-claude-sonnet-4.5");

    @Test
    void findsMistypedNames() {
        assertThat(NearMatches.of("copilto-gpt-4o", models, 1)).containsExactly("copilot-gpt-4o");
        assertThat(NearMatches.of("COPILOT-GPT-4O", models, 1)).containsExactly("copilot-gpt-4o");
    }

    @Test
    void findsNamesByAPart() {
        assertThat(NearMatches.of("sonnet", models, 3)).containsExactly("copilot-claude-sonnet-4.5");
    }

    @Test
    void findsNothingForAnUnrelatedName() {
        assertThat(NearMatches.of("llama", models, 3)).isEmpty();
        assertThat(NearMatches.of("", models, 3)).isEmpty();
    }

    @Test
    void ignoresLongTexts() {
        assertThat(NearMatches.of("copilot-gpt-4o".repeat(100), models, 3)).isEmpty();
    }
}
