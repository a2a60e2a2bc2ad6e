package dev.sluice.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingTest {
    private enum When {
        ON_START,
        ON_REQUEST
    }

    @Test
    void readsEachType() {
        assertThat(Setting.text("a", "", "").parse("b")).isEqualTo("b");
        assertThat(Setting.choice("a", When.ON_START, "").parse("on-request")).isEqualTo(When.ON_REQUEST);
        assertThat(Setting.flag("a", false, "").parse("Yes")).isTrue();
        assertThat(Setting.number("a", 1, "").parse(" 12 ")).isEqualTo(12);
        assertThat(Setting.duration("a", Duration.ofSeconds(1), "").parse("PT2S"))
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(Setting.optionalUrl("a", "").parse("https://example.test/v1"))
                .contains(URI.create("https://example.test/v1"));
        assertThat(Setting.optionalUrl("a", "").parse(" ")).isEmpty();
    }

    @Test
    void saysWhatIsExpected() {
        assertThatThrownBy(() -> Setting.choice("a", When.ON_START, "").parse("sometimes"))
                .hasMessage("'sometimes' is not one of on-start, on-request");
        assertThatThrownBy(
                        () -> Setting.duration("a", Duration.ofSeconds(1), "").parse("2s"))
                .hasMessage("'2s' is not a duration such as PT30S");
        assertThatThrownBy(() -> Setting.number("a", 1, "").parse("many")).hasMessage("'many' is not a whole number");
    }

    @Test
    void tellsWhatIsExpectedWithoutAValue() {
        assertThat(Setting.flag("a", true, "").expected()).isEqualTo("true or false");
        assertThat(Setting.choice("a", When.ON_START, "").expected()).isEqualTo("one of on-start, on-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.test",
                "ftp://example.test",
                "http://",
                "https://user:pass@example.test",
                "https://a b"
            })
    void refusesWhatIsNoUrlOfAServer(String text) {
        Setting<URI> setting = Setting.url("a", URI.create("https://example.test"), "");
        assertThatThrownBy(() -> setting.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
