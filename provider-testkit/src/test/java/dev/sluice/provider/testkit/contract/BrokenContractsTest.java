package dev.sluice.provider.testkit.contract;

import static dev.sluice.provider.testkit.contract.Breach.copy;
import static dev.sluice.provider.testkit.contract.Breach.refused;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.Model;
import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderContext;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import dev.sluice.provider.UpstreamResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each contract about what a provider says fails for one that breaks it. */
@ExtendWith(Breach.class)
final class BrokenContractsTest {
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
}
