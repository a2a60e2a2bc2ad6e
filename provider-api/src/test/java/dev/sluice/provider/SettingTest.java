package dev.sluice.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
        assertThat(Setting.optionalText("a", "").parse(" b ")).contains("b");
        assertThat(Setting.optionalText("a", "").parse(" ")).isEmpty();
        assertThat(Setting.list("a", List.of(), "").parse("b, c,")).containsExactly("b", "c");
        assertThat(Setting.map("a", "").parse("b=1, c = 2=3"))
                .containsExactly(Map.entry("b", "1"), Map.entry("c", "2=3"));
        assertThat(Setting.map("a", "").parse("b=1, 2\n")).containsExactly(Map.entry("b", "1, 2"));
        assertThat(Setting.secret("a", "").parse("one,two").all()).containsExactly(Secret.of("one"), Secret.of("two"));
    }

    @Test
    void showsNoSecret() {
        Setting<SecretSource> setting = Setting.secret("a", "");

        assertThat(setting.parse("synthetic").toString() + setting).doesNotContain("synthetic");
        assertThat(setting.form()).isEqualTo(SettingForm.SECRET);
        assertThat(setting.fallback().first()).isEmpty();
    }

    @Test
    void goesByFurtherNames() {
        Setting<Integer> setting = Setting.number("a", 1, "").alias("OLD_A").alias("OLDER_A");

        assertThat(setting.aliases()).containsExactly("OLD_A", "OLDER_A");
        assertThat(setting.parse("2")).isEqualTo(2);
    }

    @Test
    @SuppressWarnings("deprecation") // The names of version 1.0 do the same.
    void isFileOnlyUnderAliasesToo() {
        Setting<Integer> setting = Setting.number("a", 1, "");

        assertThat(setting.isFileOnly()).isFalse();
        assertThat(setting.fileOnly().alias("OLD_A").isFileOnly()).isTrue();
        assertThat(setting.alias("OLD_A").fileOnly().aliases()).containsExactly("OLD_A");
        assertThat(setting.isAtHome()).isFalse();
        assertThat(setting.atHome().isFileOnly()).isTrue();
        assertThat(setting.fileOnly().isAtHome()).isTrue();
    }

    @Test
    void saysWhatIsExpected() {
        assertThatThrownBy(() -> Setting.choice("a", When.ON_START, "").parse("sometimes"))
                .hasMessage("'sometimes' is not one of on-start, on-request");
        assertThatThrownBy(
                        () -> Setting.duration("a", Duration.ofSeconds(1), "").parse("2s"))
                .hasMessage("'2s' is not a duration such as PT30S, at most 365 days");
        assertThatThrownBy(() -> Setting.number("a", 1, "").parse("many")).hasMessage("'many' is not a whole number");
        assertThatThrownBy(() -> Setting.map("a", "").parse("b"))
                .hasMessageStartingWith("'b' is not names with a text");
    }

    @Test
    void takesADurationOfUpToAYear() {
        Setting<Duration> setting = Setting.duration("a", Duration.ofSeconds(1), "");

        assertThat(setting.parse("P365D")).isEqualTo(Duration.ofDays(365));
        assertThatThrownBy(() -> setting.parse("P365DT0.000000001S"))
                .hasMessageEndingWith("is not a duration such as PT30S, at most 365 days");
        assertThatThrownBy(() -> setting.parse("PT99999999999S")).hasMessageEndingWith("at most 365 days");
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
