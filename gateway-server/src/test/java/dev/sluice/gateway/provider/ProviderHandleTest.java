package dev.sluice.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.Headers;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import dev.sluice.provider.ServerSentEvent;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class ProviderHandleTest {
    private final ProviderRequest request =
            ProviderRequest.builder(Dialect.CHAT_COMPLETIONS, "m", new byte[0]).build();

    @Test
    void passesTheProvidersOwnFailureOn() {
        ProviderException failure = new ProviderException(ErrorKind.RATE_LIMITED, "too many");
        assertThatThrownBy(() -> sending(failure).send(request)).isSameAs(failure);
    }

    @Test
    void answersAnyOtherThrowableWithoutItsText() {
        for (Throwable defect : List.of(
                new IllegalStateException("inner text"),
                new NoClassDefFoundError("inner text"),
                new StackOverflowError("inner text"),
                new OutOfMemoryError("inner text"),
                new AssertionError("inner text"))) {
            ProviderException failure = catchThrowableOfType(
                    ProviderException.class, () -> sending(defect).send(request));
            assertThat(failure.kind()).isEqualTo(ErrorKind.INTERNAL);
            assertThat(failure).hasMessageNotContaining("inner text").hasMessageContaining("provider p");
        }
    }

    @Test
    void takesAnInterruptedCallForCancelledAndKeepsTheFlag() {
        ProviderException failure = catchThrowableOfType(
                ProviderException.class,
                () -> sending(new InterruptedException()).send(request));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure.kind()).isEqualTo(ErrorKind.CANCELLED);
    }

    @Test
    void takesNullForADefect() {
        assertInternal(() -> ProviderHandle.of("p", ScriptedProvider.answering(r -> nothing()))
                .send(request));
        List<Model> holed = new ArrayList<>();
        holed.add(nothing());
        assertInternal(() ->
                ProviderHandle.of("p", ScriptedProvider.listing(() -> holed)).models());
    }

    @Test
    void containsTheCallsOfAStream() {
        EventStream broken = new EventStream() {
            @Override
            public ServerSentEvent next() {
                throw new IllegalStateException("inner text");
            }

            @Override
            public boolean ready() {
                throw new IllegalStateException("inner text");
            }

            @Override
            public void close() {
                throw new IllegalStateException("inner text");
            }
        };
        Reply reply = ProviderHandle.of(
                        "p", ScriptedProvider.answering(r -> new Reply.Streaming(Headers.empty(), broken)))
                .send(request);
        EventStream events = ((Reply.Streaming) reply).events();
        assertInternal(events::next);
        assertThat(events.ready()).isFalse();
        assertThat(events.usage()).isEmpty();
        reply.close();
    }

    private static void assertInternal(ThrowingCallable call) {
        assertThat(catchThrowableOfType(ProviderException.class, call).kind()).isEqualTo(ErrorKind.INTERNAL);
    }

    private static ProviderHandle sending(Throwable failure) {
        return ProviderHandle.of("p", ScriptedProvider.answering(request -> thrown(failure)));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> Reply thrown(Throwable failure) throws E {
        throw (E) failure;
    }

    /** What a provider compiled without our checks may return. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }
}
