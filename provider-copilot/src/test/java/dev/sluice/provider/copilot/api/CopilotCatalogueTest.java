package dev.sluice.provider.copilot.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class CopilotCatalogueTest {
    @Test
    void capabilitiesAreWhatIsTrueAndWhatListsItsValues() {
        String catalogue = """
                {"data":[{"id":"m","capabilities":{"type":"chat","supports":{
                 "reasoning_effort":["low","high"],"vision":true,"tool_calls":false,"none":[],"max":3,"word":"yes"}}}]}
                """;
        assertThat(CopilotCatalogue.parse(catalogue.getBytes(StandardCharsets.UTF_8)))
                .singleElement()
                .satisfies(each -> assertThat(each.model().capabilities())
                        .containsExactlyInAnyOrder("reasoning_effort", "vision"));
    }
}
