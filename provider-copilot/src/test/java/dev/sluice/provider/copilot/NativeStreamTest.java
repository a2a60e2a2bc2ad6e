package dev.sluice.provider.copilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NativeStreamTest {
    @Test
    void endsAfterTheDialectsEndAndCounts() {
        EventStream stream = NativeStream.of(
                upstream(
                        "message_start",
                        "{\"message\":{\"usage\":{\"input_tokens\":5,\"cache_read_input_tokens\":7,\"output_tokens\":1}}}",
                        "message_delta",
                        "{\"usage\":{\"output_tokens\":9}}",
                        "message_stop",
                        "{}",
                        "never",
                        "{}"),
                true);
        assertThat(stream.next()).isNotNull();
        assertThat(stream.next()).isNotNull();
        assertThat(stream.next()).isNotNull();
        assertThat(stream.next()).isNull();
        assertThat(stream.usage()).contains(new TokenUsage(12, 9, 7, 0));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endsAfterTheErrorThatTheUpstreamReports(boolean messages) {
        EventStream stream = NativeStream.of(
                upstream("", "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"busy\"}}"),
                messages);
        assertThat(stream.next())
                .isNotNull()
                .extracting(ServerSentEvent::text)
                .asString()
                .contains("overloaded_error");
        assertThat(stream.next()).isNull();
    }

    @Test
    void readsTheBodyToItsEndOnceAndClosesNothingBefore() {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        EventStream events = upstream("message_stop", "{}", "never", "{}");
        EventStream stream = NativeStream.of(
                new EventStream() {
                    @Override
                    public @Nullable ServerSentEvent next() {
                        asked.incrementAndGet();
                        return events.next();
                    }

                    @Override
                    public void close() {
                        closed.incrementAndGet();
                    }
                },
                true);
        assertThat(stream.next()).isNotNull();
        assertThat(asked).hasValue(1);
        assertThat(stream.ready()).as("before the upstream's end is here").isFalse();
        assertThat(stream.next()).isNull();
        assertThat(stream.next()).isNull();
        assertThat(asked).hasValue(3);
        assertThat(stream.ready()).isTrue();
        assertThat(closed).hasValue(0);
    }

    @Test
    void failureBehindTheEndIsNobodys() {
        EventStream stream = NativeStream.of(
                new EventStream() {
                    private boolean begun;

                    @Override
                    public ServerSentEvent next() {
                        if (begun) {
                            throw new ProviderException(ErrorKind.UPSTREAM_TIMEOUT, "silent");
                        }
                        begun = true;
                        return ServerSentEvent.of("message_stop", "{}".getBytes(StandardCharsets.UTF_8));
                    }

                    @Override
                    public void close() {
                        // Nothing is open.
                    }
                },
                true);
        assertThat(stream.next()).isNotNull();
        assertThat(stream.next()).isNull();
        assertThat(stream.next()).isNull();
    }

    @Test
    void readsTheTypeFromTheDataWhereThereIsNoEventLine() {
        EventStream stream = NativeStream.of(
                upstream(
                        "",
                        "{\"type\":\"response.completed\",\"response\":{\"usage\":{\"input_tokens\":3,\"output_tokens\":4,"
                                + "\"input_tokens_details\":{\"cached_tokens\":2},"
                                + "\"output_tokens_details\":{\"reasoning_tokens\":1}}}}"),
                false);
        assertThat(stream.next()).isNotNull();
        assertThat(stream.next()).isNull();
        assertThat(stream.usage()).contains(new TokenUsage(3, 4, 2, 1));
    }

    @Test
    void streamThatStopsBeforeItsEndIsAFailure() {
        EventStream stream = NativeStream.of(upstream("message_start", "{}"), true);
        assertThat(stream.next()).isNotNull();
        assertThatThrownBy(stream::next)
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE));
    }

    private static EventStream upstream(String... typesAndData) {
        Deque<String> parts = new ArrayDeque<>(Arrays.asList(typesAndData));
        return new EventStream() {
            @Override
            public @Nullable ServerSentEvent next() {
                return parts.isEmpty()
                        ? null
                        : ServerSentEvent.of(parts.remove(), parts.remove().getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public void close() {
                parts.clear();
            }
        };
    }
}
