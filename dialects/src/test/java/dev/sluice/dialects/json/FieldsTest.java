package dev.sluice.dialects.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FieldsTest {
    @Test
    void namesWhereAFieldStands() {
        Fields part = request("{'messages':[{},{'content':[{'type':7}]}]}")
                .list("messages")
                .get(1)
                .list("content")
                .getFirst();

        ProviderException failure = catchThrowableOfType(ProviderException.class, () -> part.requiredText("type"));

        assertThat(failure.parameter()).contains("messages[1].content[0].type");
        assertThat(failure).hasMessageContaining("'messages[1].content[0].type' must be a string.");
        assertThat(part.path("x")).isEqualTo("messages[1].content[0].x");
    }

    @Test
    void blamesTheUpstreamForItsReply() {
        Fields reply = Fields.ofReply(JsonNodes.read(bytes("{'a':1}")).orElseThrow());

        assertThat(catchThrowableOfType(ProviderException.class, () -> reply.flag("a"))
                        .kind())
                .isEqualTo(ErrorKind.UPSTREAM_PROTOCOL);
    }

    @Test
    void takesTheLastOfTwoAndNullForNothing() {
        Fields fields = request("{'a':1,'a':2,'b':'x','b':null}");

        assertThat(fields.whole("a")).contains(2L);
        assertThat(fields.text("b")).isEmpty();
        assertThat(fields.has("b")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1,1", "-0,0", "1.0,1", "1e2,100", "9223372036854775807,9223372036854775807"})
    void takesWholeNumbersHoweverTheyAreWritten(String written, long number) {
        assertThat(request("{'a':" + written + "}").whole("a")).contains(number);
    }

    @ParameterizedTest
    @CsvSource({"1.5", "1e19", "9223372036854775808", "1e99999999999", "1e-99999999999", "'\"1\"'", "true"})
    void refusesWhatIsNoWholeNumber(String written) {
        assertThat(catchThrowableOfType(
                        ProviderException.class,
                        () -> request("{'a':" + written + "}").whole("a")))
                .hasMessageContaining("'a' must be a whole number.");
    }

    @Test
    void takesNumbersDigitByDigitButNotAMillionOfThem() {
        assertThat(request("{'a':0.10}").number("a")).contains(new BigDecimal("0.10"));
        assertThat(catchThrowableOfType(
                        ProviderException.class,
                        () -> request("{'a':" + "9".repeat(1_000_000) + "}").number("a")))
                .hasMessageContaining("'a' must be a number.");
    }

    @Test
    void notesWhatNobodyHasReadOnceAndWithoutIndices() {
        LeftOut leftOut = new LeftOut();
        Fields request = request("{'list':[{'x':1,'y':2},{'x':3,'z':null}],'other':[],'none':null}");
        for (Fields element : request.list("list")) {
            element.whole("y");
            element.leaveOutRest(leftOut);
        }
        request.leaveOutRest(leftOut);

        assertThat(leftOut.names()).containsExactly("list.x", "other");
    }

    @Test
    @Timeout(20)
    void looksOnceAtEachOfManyFields() {
        StringBuilder json = new StringBuilder("{'a0':1");
        for (int i = 1; i < 500_000; i++) {
            json.append(",'a").append(i).append("':").append(i);
        }
        LeftOut leftOut = new LeftOut();
        Fields request = request(json.append('}').toString());
        long start = System.nanoTime();
        request.whole("a1");
        request.leaveOutRest(leftOut);

        assertThat(leftOut.names()).hasSize(50).doesNotContain("a1");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    private static Fields request(String json) {
        return Fields.ofRequest(JsonNodes.read(bytes(json)).orElseThrow());
    }

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
