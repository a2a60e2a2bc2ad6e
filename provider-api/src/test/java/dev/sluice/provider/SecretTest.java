package dev.sluice.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class SecretTest {

    @Test
    void cannotBePrintedByAccident() {
        Secret secret = Secret.of("ghu_synthetic");
        assertThat("token=" + secret).doesNotContain("synthetic");
        assertThat(String.valueOf(secret)).doesNotContain("synthetic");
        assertThat(secret.reveal()).isEqualTo("ghu_synthetic");
    }

    @Test
    void equalsByContent() {
        assertThat(Secret.of("one")).isEqualTo(Secret.of("one")).hasSameHashCodeAs(Secret.of("one"));
        assertThat(Secret.of("one")).isNotEqualTo(Secret.of("two"));
    }

    @Test
    void refusesAnEmptyText() {
        assertThatThrownBy(() -> Secret.of("")).isInstanceOf(IllegalArgumentException.class);
    }
}
