package dev.sluice.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.sluice.json.JsonDocument;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EstimateTest {
    private static final Bridges BRIDGES = Bridges.all(InstantSource.system());
    private static final String WEATHER = """
            {"type":"object","properties":{"location":{"type":"string",
             "description":"The city and state, e.g. San Francisco, CA"},"unit":{"type":"string",
             "description":"The unit of temperature to return","enum":["celsius","fahrenheit"]}},
             "required":["location"]}""";

    /** OpenAI's own example of counting, for which gpt-4o's API says 124; 12 of these are names, left out here. */
    @Test
    void messagesAreWhatOpenAiSays() {
        String request = """
                {"messages":[
                {"role":"system","content":"You are a helpful, pattern-following assistant that translates corporate \
                jargon into plain English."},
                {"role":"system","content":"New synergies will help drive top-line growth."},
                {"role":"system","content":"Things working well together will increase \
                revenue."},
                {"role":"system","content":"Let's circle back when we have more bandwidth to \
                touch base on opportunities for increased leverage."},
                {"role":"system","content":"Let's talk later when we're less busy about \
                how to do better."},
                {"role":"user","content":"This late pivot means we don't have time to boil the ocean for the client \
                deliverable."}]}
                """;
        assertThat(estimate(Dialect.CHAT_COMPLETIONS, request)).isCloseTo(112L, withinPercentage(10));
    }

    /** OpenAI's own example of counting with a tool, for which gpt-4o's API says 101. */
    @Test
    void toolsAreWhatOpenAiSays() {
        String request = """
                {"messages":[{"role":"system","content":"You are a helpful assistant that can answer to questions \
                about the weather."},
                {"role":"user","content":"What's the weather like in San Francisco?"}],
                "tools":[{"type":"function","function":{"name":"get_current_weather",
                "description":"Get the current weather in a given location","parameters":%s}}]}
                """.formatted(WEATHER);
        assertThat(estimate(Dialect.CHAT_COMPLETIONS, request)).isCloseTo(101L, withinPercentage(10));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "messages | {'messages':[{'role':'user','content':'Hello'}]}",
                "messages | {'messages':[{'role':'user','content':'Hello'}],'thinking':{'type':'enabled','budget_tokens':2000}}",
                "gemini | {'contents':[{'parts':[{'text':'Hello'}]}]}",
                "gemini | {'generateContentRequest':{'model':'models/m','contents':[{'parts':[{'text':'Hello'}]}]}}",
                "gemini | {'generate_content_request':{'contents':[{'parts':[{'text':'Hello'}]}]}}",
                "responses | {'input':'Hello'}",
                "chat-completions | {'messages':[{'role':'user','content':'Hello'}]}",
            })
    void greetingIsTheSameInAllDialects(String dialect, String request) {
        // What OpenAI counts for it: one token, four around the message, three before the answer.
        assertThat(estimate(new Dialect(dialect), request)).isEqualTo(8);
    }

    @Test
    void whatIsNoTextHasItsPrice() {
        String sees = "{'input':[{'role':'user','content':[{'type':'input_image','detail':'%s',"
                + "'image_url':'data:image/png;base64,AAAA'}]}]}";
        assertThat(estimate(Dialect.RESPONSES, sees.formatted("high"))).isEqualTo(7 + 765);
        assertThat(estimate(Dialect.RESPONSES, sees.formatted("low"))).isEqualTo(7 + 85);
        String reads = "{'messages':[{'role':'user','content':[{'type':'document','source':{'type':'base64',"
                + "'media_type':'application/pdf','data':'" + "A".repeat(100_004) + "'}}]}]}";
        assertThat(estimate(Dialect.MESSAGES, reads)).isEqualTo(7 + 3000);
    }

    @Test
    void callsAndTheirResultsCount() {
        String plain = "{'messages':[{'role':'user','content':'Hello'}]}";
        String called = "{'messages':[{'role':'user','content':'Hello'},{'role':'assistant','content':[{'type':"
                + "'tool_use','id':'c','name':'weather','input':{'city':'Berlin'}}]},{'role':'user','content':[{'type':"
                + "'tool_result','tool_use_id':'c','content':[{'type':'text','text':'It is raining again today.'}]}]}]}";
        assertThat(estimate(Dialect.MESSAGES, called) - estimate(Dialect.MESSAGES, plain))
                .isBetween(20L, 40L);
    }

    @Test
    void wrongRequestsAreRefusedByTheFieldToBlame() {
        assertThat(refusal(Dialect.MESSAGES, "{'messages':7}").parameter()).contains("messages");
        assertThat(refusal(Dialect.RESPONSES, "{}").parameter()).contains("input");
        assertThat(refusal(Dialect.GEMINI, "{'contents':[],'generateContentRequest':{}}")
                        .parameter())
                .contains("contents");
        assertThat(refusal(Dialect.GEMINI, "{'generateContentRequest':7}").parameter())
                .contains("generateContentRequest");
    }

    private static ProviderException refusal(Dialect dialect, String request) {
        ProviderException refusal = catchThrowableOfType(ProviderException.class, () -> estimate(dialect, request));
        assertThat(refusal.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        return refusal;
    }

    private static long estimate(Dialect dialect, String request) {
        String json = request.contains("{'") ? request.replace('\'', '"') : request;
        return BRIDGES.estimateTokens(
                dialect,
                JsonDocument.parse(json.getBytes(StandardCharsets.UTF_8)),
                Model.builder("gpt-4o").build());
    }
}
