package dev.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.config.VirtualModel.Candidate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoutingReaderTest {
    @TempDir
    private Path home;

    @Test
    void readsNamesForOneModelForSeveralInOrderAndByWeight() throws Exception {
        RoutingConfig routing = read("""
                routing:
                  models:
                    fast: copilot-gpt-4.1
                    claude-3.5: [copilot-claude-sonnet-4.5, openrouter/anthropic/claude-sonnet-4.5]
                    cheap: { of: { groq-llama-3.3-70b: 3, copilot-gpt-4.1: 1 } }
                    quick: { of: [fast, cheap], hedge-after: PT2S, within: PT20S }
                    copilot-gpt-4o: [copilot-gpt-4o, fast]
                """).config().routing();

        assertThat(routing.models())
                .extracting(VirtualModel::id)
                .containsExactly("fast", "claude-3.5", "cheap", "quick", "copilot-gpt-4o");
        assertThat(routing.models().get(0).candidates()).containsExactly(new Candidate("copilot-gpt-4.1", 1));
        assertThat(routing.models().get(1).weighted()).isFalse();
        assertThat(routing.models().get(1).candidates())
                .extracting(Candidate::model)
                .containsExactly("copilot-claude-sonnet-4.5", "openrouter/anthropic/claude-sonnet-4.5");
        assertThat(routing.models().get(2).weighted()).isTrue();
        assertThat(routing.models().get(2).candidates())
                .containsExactly(new Candidate("groq-llama-3.3-70b", 3), new Candidate("copilot-gpt-4.1", 1));
        assertThat(routing.models().get(3).hedgeAfter()).hasValue(Duration.ofSeconds(2));
        assertThat(routing.models().get(3).within()).hasValue(Duration.ofSeconds(20));
    }

    @Test
    void readsPatternsInOrderAndTheDefault() throws Exception {
        RoutingConfig routing = read("""
                routing:
                  patterns: { "gpt-*": copilot-gpt-5-mini, "*": other }
                  default: copilot-gpt-4o
                """).config().routing();

        assertThat(routing.patterns())
                .extracting(each -> each.ids().text(), ModelPattern::model)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("gpt-*", "copilot-gpt-5-mini"),
                        org.assertj.core.groups.Tuple.tuple("*", "other"));
        assertThat(routing.standIn()).hasValue("copilot-gpt-4o");
    }

    @Test
    void saysWhereEachTargetStands() throws Exception {
        GatewayConfig config = read("""
                routing:
                  models:
                    one: a
                    two: [two,
                          c-3.5]
                    three:
                      of:
                        d-1.5: 1
                        e: 2
                    four: {of: [f], within: PT1M}
                  patterns:
                    "gpt-*": g
                  default: h
                """).config();

        assertThat(RoutingTarget.of(config.routing(), config.values()))
                .extracting(each -> each.key() + " " + each.place().replaceAll("\\D+", "") + " " + each.model() + " "
                        + each.itself())
                .containsExactly(
                        "routing.models.one 3 a false",
                        "routing.models.two 4 two true",
                        "routing.models.two 5 c-3.5 false",
                        "routing.models.three 8 d-1.5 false",
                        "routing.models.three 9 e false",
                        "routing.models.four 10 f false",
                        "routing.patterns.gpt-* 12 g false",
                        "routing.default 13 h false");
    }

    @Test
    void readsDeadlinesOfModels() throws Exception {
        RoutingConfig routing = read("""
                routing:
                  deadlines:
                    "copilot-gpt-5*": { first-byte: PT10M, total: PT20M, stream-total: PT1H }
                    "copilot-*":
                      connect: PT1S
                      idle: PT3S
                """).config().routing();

        assertThat(routing.deadlines()).hasSize(2);
        assertThat(routing.deadlines().getFirst().models().matches("Copilot-GPT-5.1"))
                .isTrue();
        assertThat(routing.deadlines().getFirst().firstByte()).hasValue(Duration.ofMinutes(10));
        assertThat(routing.deadlines().getFirst().total()).hasValue(Duration.ofMinutes(20));
        assertThat(routing.deadlines().getFirst().streamTotal()).hasValue(Duration.ofHours(1));
        assertThat(routing.deadlines().getFirst().connect()).isEmpty();
        assertThat(routing.deadlines().getLast().connect()).hasValue(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "models: {a b: x}             | routing.models.a b = x (application.yaml, line 3): expected a name without spaces",
                "models: {smart: }            | routing.models.smart (application.yaml, line 3): expected a model's id",
                "models: {smart: []}          | routing.models.smart (application.yaml, line 3): expected a model's id, a list",
                "models: {smart: [x, [y]]}    | routing.models.smart (application.yaml, line 3): expected models' ids",
                "models: {smart: [x, x]}      | routing.models.smart = x (application.yaml, line 3): 'x' is there a second time",
                "models: {smart: {off: [x]}}  | routing.models.smart.off (application.yaml, line 3): there is no such key; did you mean of?",
                "models: {smart: {within: PT1S}} | routing.models.smart.of (application.yaml, line 3): expected a model's id",
                "models: {smart: {of: {x: no}}}  | routing.models.smart.of.x = no (application.yaml, line 3): expected a weight",
                "models: {smart: {of: x, hedge-after: 2s}} | routing.models.smart.hedge-after = 2s (application.yaml, line 3): expected a duration",
                "models: {a: b, b: [x, c], c: a} | routing.models.a (application.yaml, line 3): it leads back to itself: a -> b -> c -> a",
                "models: [a, b]               | routing.models (application.yaml, line 3): expected a list of names",
                "patterns: {gpt-*: [x]}       | routing.patterns.gpt-* (application.yaml, line 3): expected a model's id",
                "patterns: none               | routing.patterns = none (application.yaml, line 3): expected a list of patterns",
                "deadlines: {x: PT1S}         | routing.deadlines.x = PT1S (application.yaml, line 3): expected connect, first-byte",
                "deadlines: {x: {firstbyte: PT1S}} | routing.deadlines.x.firstbyte = PT1S (application.yaml, line 3): there is no such key; did you mean first-byte?",
                "deadlines: {x: {total: P366D}}| routing.deadlines.x.total = P366D (application.yaml, line 3): expected a duration such as PT30S, at most 365 days",
                "deadlines: {x: {total: PT0S}}| routing.deadlines.x.total = PT0S (application.yaml, line 3): expected a duration",
                "fallback: {within: soon}     | routing.fallback.within = soon (application.yaml, line 3): expected a duration",
                "modles: {a: b}               | routing.modles.a (application.yaml, line 3): there is no such key; did you mean",
            })
    void namesTheLineAndTheKeyOfAnError(String yaml, String expected) throws Exception {
        assertThat(read("# the routing\nrouting:\n  " + yaml + "\n").errors())
                .extracting(ConfigError::sentence)
                .anySatisfy(sentence -> assertThat(sentence).startsWith(expected));
    }

    @Test
    void takesWhatAnAnchorHasAndRefusesAKeyThatIsThereTwice() throws Exception {
        assertThat(read("""
                slow: &slow { first-byte: PT9M }
                routing: { deadlines: { "a-*": { <<: *slow, idle: PT1M } } }
                """).config().routing().deadlines().getFirst().firstByte())
                .hasValue(Duration.ofMinutes(9));
        assertThat(read("server: { port: 1 }\nlog: { level: info }\nserver: { port: 2 }\n")
                        .errors())
                .singleElement()
                .satisfies(error -> assertThat(error.sentence())
                        .endsWith("cannot be read: 'server' is there a second time at line 3"));
    }

    private ConfigReading read(String yaml) throws IOException {
        Files.writeString(home.resolve("application.yaml"), yaml);
        return ConfigLoader.read(home, Map.of(), Map.of());
    }
}
