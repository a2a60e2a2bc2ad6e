package dev.sluice.provider.testkit.contract;

import static dev.sluice.provider.testkit.contract.Breach.copy;
import static dev.sluice.provider.testkit.contract.Breach.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.Deadlines;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderContext;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import dev.sluice.provider.ServerSentEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Each contract about when something ends fails for a provider that breaks it. At once, as most of them wait. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(Breach.class)
final class BrokenEndingsTest {
    @Test
    void noticesAStreamThatEndsWhereItBrokeOff() {
        Function<ProviderContext, Provider> broken = Streaming.of(events -> new Passing(events) {
            @Override
            public @Nullable ServerSentEvent next() {
                try {
                    return super.next();
                } catch (ProviderException e) {
                    return null;
                }
            }
        });
        refused(broken, StreamingContract::failsWhereTheConnectionEnds, "as if it were whole");
        refused(broken, StreamingContract::failsWhereTheConnectionIsReset, "as if it were whole");
        refused(broken, StreamingContract::failsWhereTheRestIsMissing, "as if it were whole");
    }

    @Test
    void noticesAStreamThatGoesOnAfterItsEnd() {
        refused(
                Streaming.of(events -> new Passing(events) {
                    @Override
                    public @Nullable ServerSentEvent next() {
                        ServerSentEvent event = super.next();
                        return event == null && ended == 2 ? ServerSentEvent.of(new byte[0]) : event;
                    }
                }),
                StreamingContract::streamsEventsToTheirEnd,
                "after the end of a stream");
    }

    @Test
    void noticesThatAnInterruptIsSwallowed() {
        refused(
                context -> new ExampleProvider(context) {
                    @Override
                    public Reply send(ProviderRequest request) {
                        try {
                            return super.send(request);
                        } catch (ProviderException e) {
                            throw new ProviderException(
                                    Thread.interrupted() ? ErrorKind.CANCELLED : ErrorKind.INTERNAL, "it ended", e);
                        }
                    }
                },
                CancellationContract::endsACallWhoseThreadIsInterrupted,
                "the interrupted flag is lost");
    }

    @Test
    void noticesAStreamThatIsNotClosed() {
        refused(
                Streaming.of(events -> new Passing(events) {
                    @Override
                    public void close() {
                        // As if there were nothing to close.
                    }
                }),
                CancellationContract::endsAStreamThatIsClosedMeanwhile,
                "the call did not end");
    }

    @Test
    void noticesADeadlineOfTheFirstByteThatIsNotTheRequests() {
        refused(
                BrokenEndingsTest::patient,
                DeadlinesContract::givesAnUpstreamUpThatDoesNotAnswer,
                "did not end within");
    }

    @Test
    void noticesADeadlineOfSilenceThatIsNotTheRequests() {
        refused(BrokenEndingsTest::patient, DeadlinesContract::givesAStreamUpThatFallsSilent, "did not end within");
    }

    private static Provider patient(ProviderContext context) {
        return new ExampleProvider(context) {
            @Override
            public Reply send(ProviderRequest request) {
                String body = new String(request.body(), StandardCharsets.UTF_8);
                return super.send(copy(request, body, Deadlines.each(Duration.ofMinutes(2))));
            }
        };
    }

    @Test
    void noticesACloseThatHangs() {
        refused(
                context -> new ExampleProvider(context) {
                    @Override
                    public void close() {
                        new Semaphore(0).acquireUninterruptibly();
                    }
                },
                ClosingContract::closesUnused,
                "did not end within");
    }

    @Test
    void noticesATaskThatIsLeftBehind() {
        CountDownLatch end = new CountDownLatch(1);
        try {
            refused(
                    context -> {
                        Future<Boolean> stubborn = context.tasks().start("stubborn", () -> waitedThrough(end));
                        assertThat(stubborn.isCancelled()).isFalse();
                        return new ExampleProvider(context);
                    },
                    ClosingContract::closesUnused,
                    "goes on although the provider is closed");
        } finally {
            end.countDown();
        }
    }

    /** Changes what is streamed. */
    private interface Streaming {
        static Function<ProviderContext, Provider> of(Function<EventStream, EventStream> change) {
            return context -> new ExampleProvider(context) {
                @Override
                public Reply send(ProviderRequest request) {
                    Reply reply = super.send(request);
                    return reply instanceof Reply.Streaming streaming
                            ? new Reply.Streaming(streaming.headers(), change.apply(streaming.events()))
                            : reply;
                }
            };
        }
    }

    /** Heeds no interrupt. */
    private static boolean waitedThrough(CountDownLatch end) {
        boolean ended = false;
        while (!ended) {
            try {
                end.await();
                ended = true;
            } catch (InterruptedException e) {
                // Which is what a provider must not do.
                ended = false;
            }
        }
        return ended;
    }

    /** Passes another stream's events on. */
    private static class Passing implements EventStream {
        private final EventStream events;
        int ended;

        Passing(EventStream events) {
            this.events = events;
        }

        @Override
        public @Nullable ServerSentEvent next() {
            ServerSentEvent event = events.next();
            ended += event == null ? 1 : 0;
            return event;
        }

        @Override
        public void close() {
            events.close();
        }
    }
}
