package dev.sluice.dialects.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TokenizerTest {
    private static final Tokenizer NEWER = Tokenizer.of("gpt-4o");

    /** The first three are those of OpenAI's own example of counting. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"antidisestablishmentarianism | 6", "2 + 2 = 4 | 7", "お誕生日おめでとう | 8", "Hello, world! | 4", "'' | 0"
            })
    void countsAsOpenAiDoes(String text, long tokens) {
        assertThat(NEWER.count(text)).isEqualTo(tokens);
    }

    /** By the same example, in which the two differ. */
    @ParameterizedTest
    @CsvSource({
        "gpt-4o, 8",
        "gpt-4o-mini, 8",
        "gpt-4-o-preview, 8",
        "gpt-4.1, 8",
        "gpt-41-copilot, 8",
        "gpt-5.2-codex, 8",
        "claude-sonnet-4.5, 8",
        "gpt-4, 9",
        "gpt-4-0613, 9",
        "openai/gpt-4-turbo, 9",
        "gpt-3.5-turbo, 9",
        "gpt-35-turbo, 9"
    })
    void cutsAsTheModelDoes(String model, long tokens) {
        assertThat(Tokenizer.of(model).count("お誕生日おめでとう")).isEqualTo(tokens);
    }

    /** By two other implementations of the same tokenizer, js-tiktoken and gpt-tokenizer, which agree. */
    @ParameterizedTest
    @CsvSource({"prose.txt, 159", "german.txt, 106", "code.txt, 229", "json.txt, 97"})
    void countsProseAndCodeAsOthersDo(String sample, long tokens) throws IOException {
        try (InputStream text = TokenizerTest.class.getResourceAsStream(sample)) {
            assertThat(NEWER.count(new String(text.readAllBytes(), StandardCharsets.UTF_8)))
                    .isEqualTo(tokens);
        }
    }

    @Test
    void specialTokensAreText() {
        assertThat(NEWER.count("<|endoftext|>")).isGreaterThan(1);
    }

    @Test
    void longTextsAreCountedInPiecesThatAddUp() throws IOException {
        String code = Files.readString(Path.of("src/main/java/dev/sluice/dialects/tokens/TokenEstimate.java"));
        int times = 3 * Tokenizer.PIECE / code.length() + 1;
        assertThat(NEWER.count(code.repeat(times))).isCloseTo(times * NEWER.count(code), within((long) times));
    }

    @Test
    void piecesDoNotCutCharactersInTwo() {
        String smile = "\uD83D\uDE00";
        long pair = NEWER.count(smile.repeat(2));
        String odd = "x" + smile.repeat(Tokenizer.PIECE);
        assertThat(NEWER.count(odd)).isCloseTo(pair * Tokenizer.PIECE / 2, within(4L));
    }

    @Test
    void interruptedCountsEnd() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> NEWER.count("Hello"))
                    .isInstanceOfSatisfying(
                            ProviderException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CANCELLED));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
