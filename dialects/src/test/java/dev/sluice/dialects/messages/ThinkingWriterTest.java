package dev.sluice.dialects.messages;

import static dev.sluice.dialects.messages.Messages.saying;
import static dev.sluice.dialects.messages.Messages.tool;
import static dev.sluice.dialects.messages.Messages.turn;
import static dev.sluice.dialects.messages.Messages.user;
import static dev.sluice.dialects.messages.Messages.with;
import static dev.sluice.dialects.messages.Messages.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Output;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.form.Sampling;
import dev.sluice.dialects.form.Thinking;
import dev.sluice.dialects.form.Thinking.Mode;
import dev.sluice.dialects.form.ToolChoice;
import dev.sluice.dialects.form.ToolSet;
import dev.sluice.dialects.json.LeftOut;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ThinkingWriterTest {
    private static final Thinking HIGH = thinking(Mode.UNSET, "high", null);

    @ParameterizedTest
    @CsvSource({
        // effort, most tokens, budget
        "minimal, 8192, 1024",
        "low, 8192, 1024",
        "medium, 64000, 8192",
        "high, 64000, 24576",
        "xhigh, 64000, 32768",
        "max, 64000, 32768",
        "high, 8192, 4096",
        "high, 1500, 1024",
    })
    void effortsAreBudgetsWhereModelsKnowNoEfforts(String effort, long most, long budget) {
        JsonObject request =
                written(limited(with(saying(user("x")), thinking(Mode.UNSET, effort, null)), most), "vision");
        assertThat(request.getJsonObject("thinking"))
                .hasToString("{\"type\":\"enabled\",\"budget_tokens\":" + budget + "}");
        assertThat(request).doesNotContainKey("output_config");
    }

    @ParameterizedTest
    @CsvSource({"minimal,,low", "high,,high", "max,,max", ",1024,low", ",8192,medium", ",30000,high"})
    void modelsThatAdaptAreToldTheEffort(@Nullable String effort, @Nullable Long budget, String reported) {
        Thinking wanted = thinking(budget == null ? Mode.UNSET : Mode.ON, effort, budget);
        JsonObject request = written(with(saying(user("x")), wanted), "adaptive_thinking");
        assertThat(request.getJsonObject("thinking")).hasToString("{\"type\":\"adaptive\"}");
        assertThat(request.getJsonObject("output_config")).hasToString("{\"effort\":\"" + reported + "\"}");
    }

    @Test
    void noEffortIsNoThinking() {
        assertThat(written(with(saying(user("x")), thinking(Mode.UNSET, "none", null)))
                        .getJsonObject("thinking"))
                .hasToString("{\"type\":\"disabled\"}");
        assertThat(written(saying(user("x")))).doesNotContainKeys("thinking", "output_config");
        assertThatThrownBy(() -> written(with(saying(user("x")), thinking(Mode.UNSET, "huge", null))))
                .hasMessageContaining("'huge'");
    }

    @Test
    void thoughtsAreShownIfWanted() {
        Thinking shown = new Thinking(Mode.ADAPTIVE, Optional.empty(), Optional.empty(), Optional.of(true));
        assertThat(written(with(saying(user("x")), shown))
                        .getJsonObject("thinking")
                        .getString("display"))
                .isEqualTo("summarized");
    }

    @Test
    void forcedCallsComeWithoutThinking() {
        LeftOut leftOut = new LeftOut();
        ToolSet forced = new ToolSet(List.of(tool("f")), Optional.of(new ToolChoice.Required()), Optional.empty());
        JsonObject request = written(with(with(saying(user("x")), HIGH), forced), leftOut);
        assertThat(request).doesNotContainKey("thinking");
        assertThat(leftOut.names()).containsExactly("thinking");
    }

    @Test
    void budgetIsLeftOutWhereTheTurnThatGoesOnBeganWithoutThought() {
        Part call = new Part.ToolCall("a", "f", "{}", false);
        Part thought = new Part.Reasoning("t", Optional.of(new Opaque("messages", "", "s")));
        Conversation without = saying(
                user("x"), turn(Role.ASSISTANT, call), turn(Role.USER, new Part.ToolResult("a", List.of(), false)));
        Conversation withThought = saying(
                user("x"),
                turn(Role.ASSISTANT, thought, call),
                turn(Role.USER, new Part.ToolResult("a", List.of(), false)));
        assertThat(written(with(without, HIGH), "vision")).doesNotContainKey("thinking");
        assertThat(written(with(withThought, HIGH), "vision")).containsKey("thinking");
        assertThat(written(with(without, HIGH), "adaptive_thinking")).containsKey("thinking");
    }

    @Test
    void temperatureIsLeftOutForThinking() {
        LeftOut leftOut = new LeftOut();
        JsonObject request = written(with(with(saying(user("x")), HIGH), sampling("0.5", "0.9", 5L)), leftOut);
        assertThat(request).doesNotContainKeys("temperature", "top_p", "top_k");
        assertThat(leftOut.names()).containsExactly("temperature", "top_p", "top_k");
    }

    @Test
    void temperatureOrShareIsTold() {
        JsonObject both = written(with(saying(user("x")), sampling("0.5", "0.9", 5L)));
        assertThat(both).doesNotContainKey("top_p").containsKeys("temperature", "top_k");
        JsonObject share = written(with(saying(user("x")), sampling("1", "0.9", null)));
        assertThat(share).containsKey("top_p").doesNotContainKey("temperature");
        assertThatThrownBy(() -> written(with(saying(user("x")), sampling("1.2", null, null))))
                .hasMessageContaining("between 0 and 1");
    }

    @ParameterizedTest
    @CsvSource({
        // thinking, temperature, top_p, written, left out
        "false, , , '', ''",
        "false, 1, , temperature, ''",
        "false, 0, , temperature, ''",
        "false, 1, 1, top_p, ''",
        "false, 0.5, 1, temperature, ''",
        "false, 0.5, 0.9, temperature, top_p",
        "false, , 0, top_p, ''",
        "true, 1, , temperature, ''",
        "true, 0, , '', temperature",
        "true, 1, 0.9, temperature, top_p",
        "true, 1.0, 0.95, top_p, ''",
        "true, 0.5, 1, top_p, temperature",
    })
    void whatIsNeutralIsLeftOutUnnoted(
            boolean thinks, @Nullable String temperature, @Nullable String topP, String kept, String noted) {
        LeftOut leftOut = new LeftOut();
        Conversation wanted = with(saying(user("x")), sampling(temperature, topP, null));
        JsonObject request = written(thinks ? with(wanted, HIGH) : wanted, leftOut);
        assertThat(Stream.of("temperature", "top_p")
                        .filter(request::containsKey)
                        .toList())
                .isEqualTo(names(kept));
        assertThat(leftOut.names()).isEqualTo(names(noted));
    }

    @Test
    void penaltiesAndSeedAreLeftOut() {
        assertThat(leftOut("0", "0.0", null)).isEmpty();
        assertThat(leftOut("1", "-0.5", null)).containsExactly("frequency_penalty", "presence_penalty");
        assertThat(leftOut("0", "1", 0L)).containsExactly("seed", "presence_penalty");
    }

    private static List<String> leftOut(String frequency, String presence, @Nullable Long seed) {
        LeftOut leftOut = new LeftOut();
        Sampling sampling = Sampling.UNSET
                .withFrequencyPenalty(Optional.of(new BigDecimal(frequency)))
                .withPresencePenalty(Optional.of(new BigDecimal(presence)))
                .withSeed(Optional.ofNullable(seed));
        assertThat(written(with(saying(user("x")), sampling), leftOut))
                .doesNotContainKeys("frequency_penalty", "presence_penalty", "seed");
        return leftOut.names();
    }

    private static List<String> names(String text) {
        return text.isEmpty() ? List.of() : List.of(text);
    }

    private static Thinking thinking(Mode mode, @Nullable String effort, @Nullable Long budget) {
        return new Thinking(mode, Optional.ofNullable(effort), Optional.ofNullable(budget), Optional.empty());
    }

    private static Conversation limited(Conversation conversation, long most) {
        return with(conversation, Output.UNSET.withMaxTokens(Optional.of(most)));
    }

    private static Sampling sampling(@Nullable String temperature, @Nullable String topP, @Nullable Long topK) {
        return Sampling.UNSET
                .withTemperature(Optional.ofNullable(temperature).map(BigDecimal::new))
                .withTopP(Optional.ofNullable(topP).map(BigDecimal::new))
                .withTopK(Optional.ofNullable(topK));
    }
}
