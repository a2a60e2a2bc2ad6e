package dev.sluice.provider.openai;

import static dev.sluice.provider.Dialect.CHAT_COMPLETIONS;
import static dev.sluice.provider.openai.TestUpstream.events;
import static dev.sluice.provider.openai.TestUpstream.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Reply;
import dev.sluice.provider.TokenUsage;
import dev.sluice.provider.testkit.http.ConnectionEnding;
import dev.sluice.provider.testkit.http.Response;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ChatTest {
    private static final String CHAT = "POST /v1/chat/completions";
    private static final String ASK = "{'model':'m','messages':[],'x_unknown':{'a':[1]}}";
    private static final String WORD =
            "{'id':'1','choices':[{'index':0,'delta':{'content':'Hi'},'finish_reason':null}]}";
    private static final String STOP = "{'id':'1','choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}";
    private static final String USAGE = "{'id':'1','choices':[],'usage':{'prompt_tokens':7,'completion_tokens':5,"
            + "'prompt_tokens_details':{'cached_tokens':3},'completion_tokens_details':{'reasoning_tokens':2}}}";

    private final TestUpstream upstream = TestUpstream.of(new OpenAiFactory()).with("api-key", "sk-test");

    @AfterEach
    void close() {
        upstream.close();
    }

    @Test
    void passesRequestAndReplyAsTheyAre() {
        String answer = "{'id':'1','choices':[{'message':{'content':'Hi'}}],'usage':{'prompt_tokens':7},'extra':1}";
        upstream.answering(CHAT, answer);
        assertThat(upstream.send(CHAT_COMPLETIONS, "m", ASK)).isEqualTo(json(answer));
        assertThat(upstream.last().request().text()).isEqualTo(json(ASK));
        assertThat(upstream.last().header("authorization")).contains("Bearer sk-test");
    }

    @Test
    void countsTheTokensOfAStreamWithoutTellingACallerWhoDidNotAsk() {
        upstream.answering(CHAT, events(WORD, STOP, USAGE, "[DONE]"));
        try (Reply.Streaming reply = upstream.open(CHAT_COMPLETIONS, "m", ASK)) {
            assertThat(List.of(next(reply), next(reply), next(reply)))
                    .containsExactly(json(WORD), json(STOP), "[DONE]");
            assertThat(reply.events().next()).isNull();
            assertThat(reply.events().usage()).contains(new TokenUsage(7, 5, 3, 2));
        }
        assertThat(upstream.last().request().text()).contains(json("'stream_options':{'include_usage':true}"));
    }

    @Test
    void knowsALiteLlmsTokensByTheChoiceThatSaysNothing() {
        String usage = "{'choices':[{'index':0,'delta':{}}],'usage':{'prompt_tokens':7,'completion_tokens':5}}";
        upstream.answering(CHAT, events(WORD, STOP, usage, "[DONE]"));
        assertThat(upstream.stream(CHAT_COMPLETIONS, "m", ASK)).containsExactly(json(WORD), json(STOP), "[DONE]");
        String last = "{'choices':[{'index':0,'delta':{'content':''},'finish_reason':'stop'}],'usage':{}}";
        upstream.answering(CHAT, events(WORD, last, "[DONE]"));
        assertThat(upstream.stream(CHAT_COMPLETIONS, "m", ASK)).containsExactly(json(WORD), json(last), "[DONE]");
    }

    @Test
    void tellsTheTokensToACallerWhoAsked() {
        upstream.answering(CHAT, events(WORD, STOP, USAGE, "[DONE]"));
        assertThat(upstream.stream(CHAT_COMPLETIONS, "m", "{'stream_options':{'include_usage':true}}"))
                .containsExactly(json(WORD), json(STOP), json(USAGE), "[DONE]");
    }

    @Test
    void asksForNoUsageWhereThatIsSwitchedOff() {
        upstream.with("stream-usage", "false").answering(CHAT, events(WORD, STOP, "[DONE]"));
        assertThat(upstream.stream(CHAT_COMPLETIONS, "m", ASK)).hasSize(3);
        assertThat(upstream.last().request().text()).isEqualTo(json(ASK));
    }

    @Test
    void endsAStreamProperlyThatTheUpstreamEndsWithoutSayingSo() {
        upstream.answering(CHAT, events(WORD, STOP));
        assertThat(upstream.stream(CHAT_COMPLETIONS, "m", ASK)).containsExactly(json(WORD), json(STOP), "[DONE]");
    }

    @Test
    void failsWhereAStreamEndsBeforeItsChoice() {
        upstream.answering(CHAT, events(WORD));
        assertThat(failure()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
    }

    @Test
    void failsWhereAStreamEndsBeforeOneOfItsChoices() {
        upstream.answering(CHAT, events(WORD, STOP.replace("'index':0", "'index':1")));
        assertThat(failure()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
    }

    @Test
    void failsWhereTheConnectionBreaks() {
        upstream.answering(CHAT, events(WORD, STOP, "[DONE]").cutAfterParts(1, ConnectionEnding.CLOSE));
        assertThat(failure()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
    }

    @Test
    void reportsErrorsInTheMiddleOfAStream() {
        upstream.answering(CHAT, events(WORD, "{'id':'1','error':{'code':429,'message':'Rate limited'},'choices':[]}"));
        assertThat(failure()).isEqualTo(ErrorKind.RATE_LIMITED);
        upstream.answering(CHAT, events(WORD, "{'object':'error','message':'boom','code':500}"));
        assertThat(failure()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
        upstream.answering(CHAT, events(WORD, "{'choices':[{'index':0,'delta':{},'finish_reason':'error'}]}"));
        assertThat(failure()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
        upstream.answering(CHAT, events(WORD, "{'choices':[{'index'"));
        assertThat(failure()).isEqualTo(ErrorKind.UPSTREAM_PROTOCOL);
    }

    @Test
    void reportsErrorsOfStatus200() {
        upstream.answering(CHAT, "{'error':{'code':502,'message':'Provider returned error'}}");
        assertThat(failure()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
        assertThat(catchThrowableOfType(ProviderException.class, () -> upstream.send(CHAT_COMPLETIONS, "m", ASK))
                        .kind())
                .isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
    }

    @Test
    void takesNeitherAPageNorHalfAnAnswerForOne() {
        upstream.answering(CHAT, Response.of(200, "text/html", "<html></html>"));
        assertThat(failure()).isEqualTo(ErrorKind.UPSTREAM_PROTOCOL);
        upstream.answering(CHAT, "{'choices':[{'message'");
        assertThat(catchThrowableOfType(ProviderException.class, () -> upstream.send(CHAT_COMPLETIONS, "m", ASK))
                        .kind())
                .isEqualTo(ErrorKind.UPSTREAM_PROTOCOL);
    }

    @Test
    void leavesOutWhatAzuresFilterThinksOfThePrompt() {
        String filter = "{'choices':[],'prompt_filter_results':[{'prompt_index':0}]}";
        upstream.answering(CHAT, events(filter, WORD, STOP, "[DONE]"));
        assertThat(upstream.stream(CHAT_COMPLETIONS, "m", ASK)).containsExactly(json(WORD), json(STOP), "[DONE]");
    }

    private static String next(Reply.Streaming reply) {
        return Objects.requireNonNull(reply.events().next()).text();
    }

    private ErrorKind failure() {
        return catchThrowableOfType(ProviderException.class, () -> upstream.stream(CHAT_COMPLETIONS, "m", ASK))
                .kind();
    }
}
