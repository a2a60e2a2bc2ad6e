package dev.sluice.provider.copilot.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Reply;
import dev.sluice.provider.TokenUsage;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChatAggregateTest {
    private static final Headers HEADERS = Headers.of("x-quota-snapshot-chat", "ent=1");

    @Test
    void joinsTextReasoningAndParallelCalls() {
        Reply.Complete reply = aggregate(
                1,
                choice("{'index':0,'delta':{'role':'assistant','reasoning_text':'h','content':'Gr'}}"),
                choice("{'index':0,'delta':{'role':'assistant','reasoning_text':'m','content':'\\u00fc\\u00dfe'}}"),
                choice("{'index':0,'delta':{'reasoning_opaque':'b3Bh'},'finish_reason':'stop'}"),
                choice("{'index':1,'delta':{'tool_calls':[{'index':0,'id':'a','type':'function',"
                        + "'function':{'name':'f','arguments':'{'}}]}}"),
                choice("{'index':1,'delta':{'tool_calls':[{'index':0,'id':'','function':{'arguments':'}'}}]}}"),
                choice("{'index':1,'delta':{'tool_calls':[{'index':0,'id':'b','function':{'name':'g'}}]}}"),
                choice("{'index':1,'delta':{},'finish_reason':'tool_calls'}"),
                usage("{'prompt_tokens':5,'completion_tokens':7,'prompt_tokens_details':{'cached_tokens':2}}"),
                "[DONE]");

        assertThat(parsed(reply)).isEqualTo(Fixtures.object(json("""
                {'object':'chat.completion','id':'msg_1','created':7,'model':'m','choices':[{'index':0,
                 'logprobs':null,'message':{'refusal':null,'role':'assistant','reasoning_text':'hm','content':'Grüße','reasoning_opaque':'b3Bh',
                  'tool_calls':[
                   {'id':'a','type':'function','function':{'name':'f','arguments':'{}'}},
                   {'id':'b','type':'function','function':{'name':'g','arguments':''}}]},
                 'finish_reason':'tool_calls'}],
                 'usage':{'prompt_tokens':5,'completion_tokens':7,'prompt_tokens_details':{'cached_tokens':2}}}""")));
        assertThat(reply.usage()).contains(new TokenUsage(5, 7, 2, 0));
        assertThat(reply.headers()).isSameAs(HEADERS);
    }

    @Test
    void joinsTheArgumentsOfAFunctionCallOfOld() {
        Reply.Complete reply = aggregate(
                1,
                choice("{'index':0,'delta':{'role':'assistant','content':null,"
                        + "'function_call':{'name':'f','arguments':''}}}"),
                choice("{'index':0,'delta':{'function_call':{'arguments':'{\\'city\\':'}}}"),
                choice("{'index':0,'delta':{'function_call':{'name':'','arguments':'\\'Kyiv\\'}'}}}"),
                choice("{'index':0,'delta':{},'finish_reason':'function_call'}"),
                "[DONE]");

        assertThat(parsed(reply).getJsonArray("choices").getJsonObject(0)).isEqualTo(Fixtures.object(json("""
                {'index':0,'logprobs':null,'finish_reason':'function_call',
                 'message':{'refusal':null,'role':'assistant','content':null,
                  'function_call':{'name':'f','arguments':'{\\'city\\':\\'Kyiv\\'}'}}}""")));
    }

    @Test
    void joinsTheHalvesOfASurrogatePair() {
        Reply.Complete reply = aggregate(
                1,
                choice("{'index':0,'delta':{'role':'assistant','content':'a\\ud83d'}}"),
                choice("{'index':0,'delta':{'content':'\\ude00'},'finish_reason':'stop'}"),
                "[DONE]");

        assertThat(new String(reply.body(), StandardCharsets.UTF_8)).contains("\"a\\ud83d\\ude00\"");
    }

    @Test
    void keepsAlternativesApart() {
        Reply.Complete reply = aggregate(
                2,
                choice("{'index':1,'delta':{'content':'b'},'finish_reason':'length'}"),
                choice("{'index':0,'delta':{'content':'a'},'finish_reason':'stop'}"),
                "[DONE]");

        assertThat(parsed(reply).getJsonArray("choices"))
                .isEqualTo(Fixtures.object(json("""
                {'choices':[
                 {'index':0,'logprobs':null,'message':{'refusal':null,'role':'assistant','content':'a'},'finish_reason':'stop'},
                 {'index':1,'logprobs':null,'message':{'refusal':null,'role':'assistant','content':'b'},'finish_reason':'length'}]}""")).getJsonArray("choices"));
        assertThat(reply.usage()).isEmpty();
    }

    @Test
    void joinsTheProbabilitiesOfTokens() {
        Reply.Complete reply = aggregate(
                1,
                choice("{'index':0,'delta':{'content':'a'},'logprobs':{'content':[{'token':'a'}],'refusal':null}}"),
                choice("{'index':0,'delta':{'content':'b'},'logprobs':{'content':[{'token':'b'}]}}"),
                choice("{'index':0,'delta':{},'logprobs':null,'finish_reason':'stop'}"),
                "[DONE]");

        JsonObject choice = parsed(reply).getJsonArray("choices").getJsonObject(0);
        assertThat(choice.getJsonObject("logprobs"))
                .isEqualTo(Fixtures.object(json("{'content':[{'token':'a'},{'token':'b'}],'refusal':null}")));
    }

    @Test
    void takesAnAnswerWithoutAWordForWhatItIs() {
        JsonObject choice =
                parsed(aggregate(1, "[DONE]")).getJsonArray("choices").getJsonObject(0);

        assertThat(choice)
                .isEqualTo(
                        Fixtures.object(
                                json(
                                        "{'index':0,'logprobs':null,'message':{'refusal':null,'role':'assistant','content':null},'finish_reason':'stop'}")));
    }

    @Test
    void givesNoHalfAnswerAndClosesTheUpstream() {
        ListedEvents events = new ListedEvents(List.of(choice("{'index':0,'delta':{'content':'a'}}")));
        EventStream stream = ChatStream.of(events, request(1), Fixtures.CLOCK);

        assertThatThrownBy(() -> ChatAggregate.of(HEADERS, stream))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE));
        assertThat(events.closed()).isTrue();
    }

    @Test
    void readsTheBodyToItsEnd() {
        ListedEvents events = new ListedEvents(new ArrayList<>(List.of("[DONE]", "")));

        ChatAggregate.of(HEADERS, ChatStream.of(events, request(1), Fixtures.CLOCK));

        assertThat(events.left()).isZero();
        assertThat(events.closed()).isTrue();
    }

    private static Reply.Complete aggregate(int choices, String... events) {
        return ChatAggregate.of(
                HEADERS, ChatStream.of(new ListedEvents(List.of(events)), request(choices), Fixtures.CLOCK));
    }

    private static ChatRequest request(int choices) {
        return ChatRequest.normalizeForAggregate(Fixtures.bytes("{\"messages\":[],\"n\":" + choices + "}"), "m");
    }

    private static String choice(String choice) {
        return json("{'id':'msg_1','created':7,'model':'m','choices':[" + choice + "]}");
    }

    private static String usage(String usage) {
        return json("{'id':'msg_1','created':7,'model':'m','choices':[],'usage':" + usage + "}");
    }

    private static String json(String quotedOnce) {
        return quotedOnce.replace('\'', '"');
    }

    private static JsonObject parsed(Reply.Complete reply) {
        return Fixtures.object(new String(reply.body(), StandardCharsets.UTF_8));
    }
}
