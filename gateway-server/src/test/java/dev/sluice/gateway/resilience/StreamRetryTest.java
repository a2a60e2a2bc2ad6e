package dev.sluice.gateway.resilience;

import static dev.sluice.gateway.resilience.ScriptedCalls.request;
import static dev.sluice.gateway.resilience.ScriptedCalls.route;
import static dev.sluice.gateway.resilience.ScriptedCalls.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.gateway.config.TestResilience;
import dev.sluice.gateway.provider.TestMeters;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import dev.sluice.provider.ServerSentEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Restarts of streams that break. */
final class StreamRetryTest {
    private final ProviderException down = new ProviderException(ErrorKind.UPSTREAM_UNAVAILABLE, "synthetic");
    private final ProviderException limited = new ProviderException(ErrorKind.RATE_LIMITED, "synthetic");
    private static final Reply OK = Reply.Complete.of(Headers.empty(), new byte[] {1});

    private final AttemptLog attempts = new AttemptLog();
    private final ProviderCalls calls = new ProviderCalls(
            TestResilience.STANDARD,
            TestMeters.registry(),
            ScriptedCalls.NO_LIMITS,
            (provider, model) -> true,
            delay -> {},
            RandomGenerator.getDefault());

    @AfterEach
    void close() {
        calls.close();
    }

    @Test
    void restartsAStreamThatBreaksBeforeItsFirstEvent() {
        ScriptedStream broken = new ScriptedStream(down);
        ScriptedStream whole = new ScriptedStream("a", "b");
        assertThat(relayed(script(streaming(broken), streaming(whole)))).containsExactly("a", "b");
        assertThat(broken.closed()).isTrue();
        assertThat(whole.closed()).isTrue();
        assertThat(attempts.entries())
                .extracting(AttemptLog.Entry::outcome)
                .containsExactly("upstream_unavailable", "ok");
    }

    @Test
    void doesNotRestartAStreamThatBreaksAfterItsFirstEvent() {
        ScriptedStream broken = new ScriptedStream("a", down);
        assertThatThrownBy(() -> relayed(script(streaming(broken), OK))).isSameAs(down);
        assertThat(attempts.sent()).isEqualTo(1);
        assertThat(broken.closed()).isTrue();
    }

    @Test
    void reportsTheFailureOfTheLastStart() {
        assertThatThrownBy(() -> relayed(script(streaming(new ScriptedStream(down)), limited)))
                .isSameAs(limited);
        assertThat(attempts.sent()).isEqualTo(2);
    }

    private List<String> relayed(Function<ProviderRequest, Reply> script) {
        return ScriptedCalls.relayed(calls, route(script), request(), attempts, reply -> {
            List<String> texts = new ArrayList<>();
            EventStream events = ((Reply.Streaming) reply).events();
            for (ServerSentEvent event = events.next(); event != null; event = events.next()) {
                texts.add(event.text());
            }
            return texts;
        });
    }

    private static Reply streaming(EventStream events) {
        return new Reply.Streaming(Headers.empty(), events);
    }
}
