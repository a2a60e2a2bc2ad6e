package dev.sluice.provider.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.provider.Deadlines;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.Headers;
import dev.sluice.provider.Model;
import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderContext;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.UpstreamResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each contract fails for a provider that breaks it. */
final class BrokenContractsTest {
    private static final String PATIENCE = "sluice.contract.patience";

    @BeforeAll
    static void losePatienceSoon() {
        System.setProperty(PATIENCE, "5");
    }

    @AfterAll
    static void beAsPatientAsBefore() {
        System.clearProperty(PATIENCE);
    }

    @Test
    void noticesAModelThatIsNotListed() {
        refused(Listing.of(models -> List.of()), ModelsContract::listsItsModels, "no model is listed");
        refused(Listing.of(models -> models.subList(1, 2)), ModelsContract::listsItsModels, "parrot is not among");
    }

    @Test
    void noticesListsThatAreNotTheSame() {
        refused(
                Listing.of(models -> List.of(models.get(0), models.get(0))),
                ModelsContract::listsEachModelOnceAndInTheSameOrder,
                "listed twice");
        List<Boolean> turns = new ArrayList<>();
        refused(
                Listing.of(models -> {
                    turns.add(true);
                    List<Model> shuffled = new ArrayList<>(models);
                    Collections.rotate(shuffled, turns.size());
                    return shuffled;
                }),
                ModelsContract::listsEachModelOnceAndInTheSameOrder,
                "the second list");
    }

    @Test
    void noticesAnEmptyListInPlaceOfAFailure() {
        refused(
                context -> new ExampleProvider(context) {
                    @Override
                    public List<Model> models() {
                        try {
                            return super.models();
                        } catch (ProviderException e) {
                            return List.of();
                        }
                    }
                },
                ModelsContract::saysThatTheUpstreamFailsInsteadOfListingNothing,
                "although the upstream failed");
    }

    @Test
    void noticesAReplyThatIsNoObject() {
        refused(
                context -> new ExampleProvider(context) {
                    @Override
                    public Reply send(ProviderRequest request) {
                        return Reply.Complete.of(Headers.empty(), "Hello".getBytes(StandardCharsets.UTF_8));
                    }
                },
                CompletionContract::answersAsOneObject,
                "is a JSON object");
    }

    @Test
    void noticesARequestThatIsSentTwice() {
        refused(
                context -> new ExampleProvider(context) {
                    @Override
                    public Reply send(ProviderRequest request) {
                        super.send(request).close();
                        return super.send(request);
                    }
                },
                CompletionContract::sendsTheRequestOnce,
                "calls of the upstream");
    }

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
    void noticesAFaultThatIsLaidOnTheWrongOne() {
        Function<ProviderContext, Provider> broken = context -> new ExampleProvider(context) {
            @Override
            protected ErrorKind kind(int status) {
                return status == 400 ? ErrorKind.UPSTREAM_UNAVAILABLE : ErrorKind.INVALID_REQUEST;
            }
        };
        refused(broken, ErrorsContract::blamesTheCallerForABadRequest, "the fault of a 400");
        refused(broken, ErrorsContract::blamesTheAccountForARefusedKey, "the fault of a 401");
        refused(broken, ErrorsContract::blamesTheAccountForWhatIsForbidden, "the fault of a 403");
        refused(broken, ErrorsContract::tellsWhenToComeBack, "the kind of a 429");
        refused(broken, ErrorsContract::blamesTheUpstreamForItsOwnFailures, "the kind of a 500");
    }

    @Test
    void noticesWhatIsTakenForAReply() {
        Function<ProviderContext, Provider> broken = context -> new ExampleProvider(context) {
            @Override
            protected void check(UpstreamResponse response, String type) {
                // As if everything were fine.
            }
        };
        refused(broken, ErrorsContract::takesNoPageForAReply, "a plain reply is a JSON object");
        refused(broken, ErrorsContract::refusesAStreamBeforeItBegins, "a stream was begun");
    }

    @Test
    void noticesAnotherException() {
        refused(
                context -> new ExampleProvider(context) {
                    @Override
                    public Reply send(ProviderRequest request) {
                        try {
                            return super.send(request);
                        } catch (ProviderException e) {
                            throw new IllegalStateException("it failed", e);
                        }
                    }
                },
                ErrorsContract::blamesTheUpstreamForABrokenConnection,
                "throws ProviderException and nothing else");
    }

    @Test
    void noticesThatToolsAreLost() {
        Function<ProviderContext, Provider> broken = context -> new ExampleProvider(context) {
            @Override
            public Reply send(ProviderRequest request) {
                String body = new String(request.body(), StandardCharsets.UTF_8).replace("\"tools\"", "\"ignored\"");
                return super.send(copy(request, body, request.deadlines()));
            }
        };
        refused(broken, ToolsContract::bringsBackAToolCall, "no call of get_weather");
        refused(broken, ToolsContract::streamsAToolCall, "no call of get_weather");
    }

    @Test
    void noticesDeadlinesThatAreNotTheRequests() {
        Function<ProviderContext, Provider> broken = context -> new ExampleProvider(context) {
            @Override
            public Reply send(ProviderRequest request) {
                String body = new String(request.body(), StandardCharsets.UTF_8);
                return super.send(copy(request, body, Deadlines.each(Duration.ofMinutes(2))));
            }
        };
        refused(broken, DeadlinesContract::givesAnUpstreamUpThatDoesNotAnswer, "did not end within");
        refused(broken, DeadlinesContract::givesAStreamUpThatFallsSilent, "did not end within");
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

    @Test
    void noticesRequestsThatAreMixedUp() {
        List<ProviderRequest> seen = Collections.synchronizedList(new ArrayList<>());
        refused(
                context -> new ExampleProvider(context) {
                    @Override
                    public Reply send(ProviderRequest request) {
                        seen.add(request);
                        ProviderRequest first = seen.getFirst();
                        String body = new String(first.body(), StandardCharsets.UTF_8);
                        return super.send(
                                request.streaming() == first.streaming()
                                        ? copy(request, body, request.deadlines())
                                        : request);
                    }
                },
                ConcurrencyContract::servesManyCallersAtOnce,
                "how often the upstream was sent");
    }

    private static void refused(Function<ProviderContext, Provider> maker, Clause contract, String why) {
        AllContracts contracts = () -> ExampleSubject.start(maker);
        assertThatThrownBy(() -> contract.run(contracts))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(why);
    }

    private static ProviderRequest copy(ProviderRequest request, String body, Deadlines deadlines) {
        return ProviderRequest.builder(request.dialect(), request.model(), body.getBytes(StandardCharsets.UTF_8))
                .streaming(request.streaming())
                .deadlines(deadlines)
                .build();
    }

    /** One test of a contract. */
    @FunctionalInterface
    private interface Clause {
        void run(AllContracts contracts) throws Exception;
    }

    /** Changes what is listed. */
    private interface Listing {
        static Function<ProviderContext, Provider> of(Function<List<Model>, List<Model>> change) {
            return context -> new ExampleProvider(context) {
                @Override
                public List<Model> models() {
                    return change.apply(super.models());
                }
            };
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
