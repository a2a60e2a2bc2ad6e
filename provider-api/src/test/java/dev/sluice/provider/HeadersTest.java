package dev.sluice.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class HeadersTest {

    @Test
    void findsANameInAnyCase() {
        Headers headers = Headers.of("Retry-After", "5", "X-One", "a", "x-one", "b");
        assertThat(headers.first("retry-after")).contains("5");
        assertThat(headers.first("X-ONE")).contains("a");
        assertThat(headers.first("absent")).isEmpty();
        assertThat(headers.asMap()).containsEntry("x-one", List.of("a", "b")).hasSize(2);
    }

    @Test
    void replacesWhatIsSet() {
        Headers headers =
                Headers.builder().add("a", "1").add("A", "2").set("a", "3").build();
        assertThat(headers.asMap()).containsEntry("a", List.of("3"));
    }

    @Test
    void refusesToSplitALine() {
        assertThatThrownBy(() -> Headers.of("a", "b\r\nSet-Cookie: c")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void printsNamesOnly() {
        assertThat(Headers.of("Authorization", "Bearer synthetic")).hasToString("Headers[authorization]");
    }
}
