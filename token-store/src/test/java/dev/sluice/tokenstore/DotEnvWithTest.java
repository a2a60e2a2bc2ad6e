package dev.sluice.tokenstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DotEnvWithTest {

    static Stream<Arguments> changesOfA() {
        return Stream.of(
                Arguments.of("", "new", "A=new\n"),
                Arguments.of("B=1", "new", "B=1\nA=new\n"),
                Arguments.of("B=1\r\nC=2", "new", "B=1\r\nC=2\r\nA=new\r\n"),
                Arguments.of("B=1\r", "new", "B=1\rA=new\n"),
                Arguments.of("B=1\n", "new", "B=1\nA=new\n"),
                Arguments.of("A=old", "new", "A=new"),
                Arguments.of("A=old\nB=1\n", "new", "A=new\nB=1\n"),
                Arguments.of("A=old\r\nB=1\r\n", "new", "A=new\r\nB=1\r\n"),
                Arguments.of("A=1\nA=2\n", "new", "A=1\nA=new\n"),
                Arguments.of("# A=x\nAA=y\nB_A=z\n", "new", "# A=x\nAA=y\nB_A=z\nA=new\n"),
                Arguments.of("  export A = old   # why\n", "new", "  export A = new   # why\n"),
                Arguments.of("A= # why\n", "new", "A=new # why\n"),
                Arguments.of("A=\nB=1\n", "new", "A=new\nB=1\n"),
                Arguments.of("A: old\n", "new", "A: new\n"),
                Arguments.of("A='old'\n", "new", "A='new'\n"),
                Arguments.of("A=\"old\" # why", "new", "A=\"new\" # why"),
                Arguments.of("A=`old`", "new", "A=`new`"),
                Arguments.of("A=\"old\nand older\"\nB=1", "new", "A=\"new\"\nB=1"),
                Arguments.of("A=your_a_here\n", "ghu_synthetic", "A=ghu_synthetic\n"),
                Arguments.of("A=old\n", "two words", "A='two words'\n"),
                Arguments.of("A=old\n", "a#b", "A='a#b'\n"),
                Arguments.of("A=old\n", "it's", "A=\"it's\"\n"),
                Arguments.of("A=old\n", "'\"", "A=`'\"`\n"),
                Arguments.of("A=old\n", "a\nb", "A=\"a\\nb\"\n"),
                Arguments.of("A='old'\r\n", "a\nb", "A='a\r\nb'\r\n"),
                Arguments.of("A=\"old\"\n", "a\\nb", "A='a\\nb'\n"),
                Arguments.of("A=old\n", "", "A=\n"),
                Arguments.of("\uFEFFA=old\n", "new", "\uFEFFA=new\n"),
                Arguments.of("A=same # why", "same", "A=same # why"));
    }

    @ParameterizedTest
    @MethodSource("changesOfA")
    void changesNothingButTheValue(String text, String value, String changed) {
        DotEnv result = DotEnv.parse(text.getBytes(UTF_8)).with("A", value);

        assertThat(new String(result.bytes(), UTF_8)).isEqualTo(changed);
        assertThat(result.value("A")).contains(value);
    }

    @Test
    void doesNotLetAnUnclosedQuoteSwallowTheNewLine() {
        DotEnv result = DotEnv.parse("B='unclosed".getBytes(UTF_8)).with("A", "ends in '");

        assertThat(result.value("A")).contains("ends in '");
        assertThat(result.value("B")).contains("'unclosed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A B", "A\nB", "A=B", "#A", "'A'", "\u00C4", "\u0661"})
    void refusesWhatCannotBeAKey(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DotEnv.empty().with(key, "synthetic"))
                .withMessageContaining("'" + key + "' cannot be a key")
                .withMessageNotContaining("synthetic");
    }

    @Test
    void refusesWhatTheFormatCannotExpressWithoutShowingIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DotEnv.empty().with("A", "'\"`#synthetic"))
                .withMessageContaining("A")
                .satisfies(e -> assertThat(e).message().doesNotContain("synthetic"));
    }
}
