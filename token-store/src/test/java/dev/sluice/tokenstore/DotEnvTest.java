package dev.sluice.tokenstore;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class DotEnvTest {

    static Stream<Arguments> valuesOfA() {
        return Stream.concat(unquoted(), quoted());
    }

    private static Stream<Arguments> unquoted() {
        return Stream.of(
                Arguments.of("A=plain", "plain"),
                Arguments.of("A=", ""),
                Arguments.of("A=   ", ""),
                Arguments.of("A= # comment", ""),
                Arguments.of("A=#comment", ""),
                Arguments.of("  A  =  spaced out  ", "spaced out"),
                Arguments.of("\tA\t=\tx\t", "x"),
                Arguments.of("export A=exported", "exported"),
                Arguments.of("export   A = exported", "exported"),
                Arguments.of("A=one # comment", "one"),
                Arguments.of("A=one#comment", "one"),
                Arguments.of("A=line\\nbreak", "line\\nbreak"),
                Arguments.of("A=a=b==", "a=b=="),
                Arguments.of("A=$HOME/${X}", "$HOME/${X}"),
                Arguments.of("A={\"json\": 'x'}", "{\"json\": 'x'}"),
                Arguments.of("A: colon", "colon"),
                Arguments.of("A=first\nA=second", "second"),
                Arguments.of("A=first\nA=", ""),
                Arguments.of("\n\nA=after blanks\n\n", "after blanks"),
                Arguments.of("A=x\r\nB=y\r\n", "x"),
                Arguments.of("A=x\rB=y", "x"),
                Arguments.of("not a line\nA=x", "x"),
                Arguments.of("A=\nB='y'", ""),
                Arguments.of("\uFEFFA=x", "x"),
                Arguments.of("A=\u00A0x\u00A0", "x"),
                Arguments.of("A=\u0442\u043E\u043A\u0435\u043D", "\u0442\u043E\u043A\u0435\u043D"));
    }

    private static Stream<Arguments> quoted() {
        return Stream.of(
                Arguments.of("A=''", ""),
                Arguments.of("A='single # no comment' # comment", "single # no comment"),
                Arguments.of("A=\"double # no comment\"#comment", "double # no comment"),
                Arguments.of("A=`back # tick`", "back # tick"),
                Arguments.of("A='  kept  '", "  kept  "),
                Arguments.of("A=\"line\\nbreak\\rreturn\\tno\"", "line\nbreak\rreturn\\tno"),
                Arguments.of("A='line\\nbreak'", "line\\nbreak"),
                Arguments.of("A=\"over\ntwo lines\" # comment", "over\ntwo lines"),
                Arguments.of("A='over\ntwo lines'", "over\ntwo lines"),
                Arguments.of("A=\"over\r\ntwo lines\"", "over\ntwo lines"),
                Arguments.of("A=\"a \\\" stays\"", "a \\\" stays"),
                Arguments.of("A='a \\' stays'", "a \\' stays"),
                Arguments.of("A=\"ends in \\\"", "ends in \\"),
                Arguments.of("A='it's'", "it's"),
                Arguments.of("A=\"it\"s\\n\"", "it\"s\n"),
                Arguments.of("A=\"unclosed", "\"unclosed"),
                Arguments.of("A=\"un # closed", "\"un"),
                Arguments.of("A='mixed\"", "'mixed\""),
                Arguments.of("A=\"a\" b", "\"a\" b"),
                Arguments.of("A=\"", "\""),
                Arguments.of("B=\"unclosed\nA=outside", "outside"));
    }

    @ParameterizedTest
    @MethodSource("valuesOfA")
    void readsAsDotenvDoes(String text, String value) {
        assertThat(parse(text).value("A")).contains(value);
    }

    @ParameterizedTest
    @MethodSource("textsWithoutA")
    void seesNoAssignmentWhereThereIsNone(String text) {
        assertThat(parse(text).value("A")).isEmpty();
    }

    static Stream<String> textsWithoutA() {
        return Stream.of("", "# A=x", "  # A=x", "A", "=A", "A B=x", "A:x", "exportA=x", "B=\"x\nA=inside\"", "a=x");
    }

    @Test
    void keepsTheOrderOfKeys() {
        assertThat(parse("B=1\nA=2\nB=3\n").values()).containsExactly(entry("B", "3"), entry("A", "2"));
    }

    @Test
    void keepsBytesThatAreNotUtf8() {
        byte[] bytes = "A=x\u00FF\u00FE\n# \u0080\nB=y".getBytes(ISO_8859_1);

        assertThat(DotEnv.parse(bytes).bytes()).isEqualTo(bytes);
        assertThat(DotEnv.parse(bytes).with("B", "z").bytes())
                .isEqualTo("A=x\u00FF\u00FE\n# \u0080\nB=z".getBytes(ISO_8859_1));
    }

    @Test
    void showsNoValueWhenPrinted() {
        assertThat(parse("A=synthetic-secret")).hasToString("DotEnv[A]");
        assertThat(DotEnvReader.read("A=synthetic-secret".getBytes(UTF_8)).toString())
                .doesNotContain("synthetic");
    }

    private static DotEnv parse(String text) {
        return DotEnv.parse(text.getBytes(UTF_8));
    }
}
