package dev.sluice.provider.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A stream of chat completions under the rules for {@code [DONE]}. */
final class WatchedStreamTest {
    private static final String CHUNK = "{\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}";
    private static final String USAGE = "{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}";

    private final UpstreamErrors errors =
            new UpstreamErrors("Acme", "providers.acme", Map.of(), InstantSource.system());

    @Test
    void passesEventsOnAndReadsTheUsage() {
        Upstream upstream = new Upstream(CHUNK, USAGE, "[DONE]");
        WatchedStream stream = watched(upstream);
        assertThat(stream.usage()).isEmpty();
        assertThat(read(stream)).containsExactly(CHUNK, USAGE, "[DONE]");
        assertThat(stream.usage()).contains(TokenUsage.of(3, 4));
        assertThat(upstream.left).isEmpty();
    }

    @Test
    void readsTheEndOfTheBodyBehindTheLastEvent() {
        Upstream upstream = new Upstream("[DONE]", "late");
        assertThat(read(watched(upstream))).containsExactly("[DONE]");
        assertThat(upstream.left).isEmpty();
    }

    @Test
    void failsWhereTheUpstreamStopsBeforeDone() {
        WatchedStream stream = watched(new Upstream(CHUNK));
        assertThat(stream.next()).isNotNull();
        ProviderException failure = catchThrowableOfType(ProviderException.class, stream::next);
        assertThat(failure.kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
        assertThat(failure).hasMessageContaining("ended before it was complete");
        assertThat(catchThrowableOfType(ProviderException.class, stream::next)).isSameAs(failure);
    }

    @Test
    void throwsAnErrorThatIsReportedInTheStream() {
        WatchedStream stream = watched(new Upstream("{\"error\":{\"message\":\"slow down\",\"code\":429}}"));
        assertThat(catchThrowableOfType(ProviderException.class, stream::next).kind())
                .isEqualTo(ErrorKind.RATE_LIMITED);
    }

    @Test
    void refusesAnEventThatIsNotJson() {
        WatchedStream stream = watched(new Upstream("<p>"));
        ProviderException failure = catchThrowableOfType(ProviderException.class, stream::next);
        assertThat(failure.kind()).isEqualTo(ErrorKind.UPSTREAM_PROTOCOL);
        assertThat(failure).hasMessageContaining("an event that is not valid JSON");
    }

    private WatchedStream watched(Upstream upstream) {
        return WatchedStream.of(upstream, StreamRules.untilDone(errors, "/chat/completions"));
    }

    private static List<String> read(EventStream stream) {
        List<String> events = new ArrayList<>();
        for (ServerSentEvent event = stream.next(); event != null; event = stream.next()) {
            events.add(event.text());
        }
        return events;
    }

    private static final class Upstream implements EventStream {
        private final Queue<String> left;

        Upstream(String... events) {
            this.left = new ArrayDeque<>(List.of(events));
        }

        @Override
        public @Nullable ServerSentEvent next() {
            String data = left.poll();
            return data == null ? null : ServerSentEvent.of(data.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            left.clear();
        }
    }
}
