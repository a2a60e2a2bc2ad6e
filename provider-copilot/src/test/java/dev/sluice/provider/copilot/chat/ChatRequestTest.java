package dev.sluice.provider.copilot.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ChatRequestTest {
    @Test
    void passesOnTheVeryArrayWhereNothingHasToChange() {
        byte[] body = Fixtures.bytes("""
                { "model":"gpt-4o", "unknown": {"a":[1.50e1,"\\u00e9"]}, "n" : 3, "max_tokens":5,
                  "messages":[{"role":"user","content":"Grüße"}],
                  "tools":[{"type":"function","function":{"name":"f","parameters":{}}}], "tool_choice":"auto" }""");

        ChatRequest request = ChatRequest.normalize(body, "gpt-4o");

        assertThat(request.body()).isSameAs(body);
        assertThat(request.choices()).isEqualTo(3);
        assertThat(request.vision()).isFalse();
        assertThat(request.usageWanted()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            user                                                    | "hi"                              | true
            user                                                    | [{"type":"text","text":"hi"}]     | true
            tool                                                    | "42"                              | false
            assistant                                               | "I think"                         | false
            system                                                  | "be kind"                         | false
            developer                                               | "be kind"                         | false
            """)
    void letsTheLastMessageSayWhetherTheUserBeganTheRequest(String role, String content, boolean byUser) {
        String body = "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\"b\"},"
                + "{\"content\":%s,\"role\":\"%s\"}]}".formatted(content, role);

        assertThat(ChatRequest.normalize(Fixtures.bytes(body), "m").byUser()).isEqualTo(byUser);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"image_url","image_url":{"url":"data:image/png;base64,AA"}} | true
            {"image_url":"x","type":"input_image"}                              | true
            {"type":"text","text":"image_url"}                                  | false
            {"type":"input_audio","input_audio":{"type":"image_url"}}           | false
            """)
    void seesImagesInAnyMessage(String part, boolean vision) {
        String body = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"}," + part
                + "]},{\"role\":\"assistant\",\"content\":null}]}";

        assertThat(ChatRequest.normalize(Fixtures.bytes(body), "m").vision()).isEqualTo(vision);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gpt-5-mini  | {"max_tokens": 5,"messages":[]}                            | {"max_completion_tokens":5,"messages":[]}
            gpt-5.1     | {"messages":[],"max_tokens":5,"max_completion_tokens":7}   | {"messages":[],"max_completion_tokens":7}
            gpt-5       | {"max_completion_tokens":7,"messages":[],"max_tokens":5}   | {"max_completion_tokens":7,"messages":[]}
            gpt-5       | {"max_completion_tokens":null,"max_tokens":5,"messages":[]}| {"max_completion_tokens":5,"messages":[]}
            o3-mini     | {"messages":[],"max_tokens":5}                             | {"messages":[],"max_completion_tokens":5}
            o1          | {"max\\u005ftokens":5,"messages":[]}                       | {"max_completion_tokens":5,"messages":[]}
            gpt-4o      | {"messages":[],"max_tokens":5}                             | {"messages":[],"max_tokens":5}
            gpt-41-copilot | {"messages":[],"max_tokens":5}                          | {"messages":[],"max_tokens":5}
            gpt-4.1     | {"messages":[],"max_tokens":5}                             | {"messages":[],"max_tokens":5}
            claude-sonnet-4.5 | {"messages":[],"max_tokens":5}                       | {"messages":[],"max_tokens":5}
            m | {"tools":[],"tool_choice":"auto","messages":[]}                      | {"messages":[]}
            m | {"messages":[],"tool_choice":"auto","tools": [ ] }                   | {"messages":[]}
            m | {"tool_choice":"auto","messages":[],"parallel_tool_calls":true,"tools":[]} | {"messages":[]}
            m | {"a":1,"tools":[],"b":2,"messages":[],"tool_choice":"auto","c":3}    | {"a":1,"b":2,"messages":[],"c":3}
            m | {"tools":null,"messages":[]}                                         | {"tools":null,"messages":[]}
            m | {"messages":[],"prediction":{}}                                      | {"messages":[]}
            m | {"messages":[],"prediction":null}                                    | {"messages":[]}
            m | {"prediction":{"type":"content","content":""},"messages":[]}         | {"messages":[]}
            m | {"messages":[],"prediction":{"type":"content","content":[ ]}}        | {"messages":[]}
            m | {"messages":[],"prediction":{"type":"content","content":" "}}        | {"messages":[],"prediction":{"type":"content","content":" "}}
            m | {"messages":[],"tools":[{"type":"function","function":{"name":"f"}}]} | {"messages":[],"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{}}}}]}
            m | {"messages":[],"tools":[{"function":{"parameters":null,"name":"f"}}]} | {"messages":[],"tools":[{"function":{"parameters":{"type":"object","properties":{}},"name":"f"}}]}
            m | {"messages":[],"tools":[{"function":{}},{"type":"custom"}]} | {"messages":[],"tools":[{"function":{"parameters":{"type":"object","properties":{}}}},{"type":"custom"}]}
            """)
    void changesWhatCopilotWouldRefuse(String model, String body, String expected) {
        byte[] normalized = ChatRequest.normalize(Fixtures.bytes(body), model).body();

        assertThat(Fixtures.object(new String(normalized, StandardCharsets.UTF_8)))
                .isEqualTo(Fixtures.object(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"messages":"hi"}                                       | messages
            {"messages":null}                                       | messages
            {"model":"m"}                                           | messages
            {"messages":["hi"]}                                     | messages[0]
            {"messages":[{"role":7}]}                               | messages[0].role
            {"messages":[{"role":"user","content":{"a":1}}]}        | messages[0].content
            {"messages":[{"role":"user","content":["hi"]}]}         | messages[0].content[0]
            {"messages":[],"tools":{}}                              | tools
            {"messages":[],"tools":["f"]}                           | tools[0]
            {"messages":[],"tools":[{"function":"f"}]}              | tools[0].function
            {"messages":[],"n":"two"}                               | n
            {"messages":[],"n":1.5}                                 | n
            {"messages":[],"n":-1}                                  | n
            {"messages":[],"max_tokens":"5"}                        | max_tokens
            {"messages":[],"prediction":"x"}                        | prediction
            {"messages":[],"stream_options":true}                   | stream_options
            {"messages":[],"stream_options":{"include_usage":1}}    | stream_options.include_usage
            []                                                      | body
            """)
    void namesTheFieldOfTheWrongType(String body, String field) {
        ProviderException failure = refusal(body);

        assertThat(failure.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(failure.parameter()).contains(field);
        assertThat(failure).hasMessageContaining("'" + field + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"messages\":[]} x", "{\"messages\":[],}", "{\"messages\":[\"\\q\"]}"})
    void refusesWhatIsNotJson(String body) {
        assertThat(refusal(body).kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    }

    @Test
    void readsWhetherTheCallerWantsAChunkAboutUsage() {
        String body = "{\"messages\":[],\"stream_options\":{\"x\":1,\"include_usage\":true}}";

        assertThat(ChatRequest.normalize(Fixtures.bytes(body), "m").usageWanted())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"messages\":[]}",
                "{\"messages\":[],\"stream\":false,\"stream_options\":null}",
                "{\"stream_options\":{\"include_usage\":false},\"messages\":[]}",
                "{ \"messages\" : [] , \"tools\" : [] }"
            })
    void turnsARequestIntoOneForAStream(String body) {
        ChatRequest request = ChatRequest.normalizeForAggregate(Fixtures.bytes(body), "m");

        assertThat(Fixtures.object(new String(request.body(), StandardCharsets.UTF_8)))
                .isEqualTo(Fixtures.object(
                        "{\"messages\":[],\"stream\":true,\"stream_options\":{\"include_usage\":true}}"));
        assertThat(request.usageWanted()).isTrue();
    }

    @Test
    void leavesEveryByteAsItIsThatNeedsNoChange() {
        String messages = """
                "messages" : [ {"role":"user","content":"\\u0041 \\ud83d 語" , "x":1e2} ] ,""";
        String body = "{ \"a\" : 1.50e1 , \"tools\" : [ ] ,\n" + messages
                + " \"max_tokens\" : 5E0,\t\"tool_choice\":\"auto\" , \"z\" : [1e2 ,{}] }";

        assertThat(ChatRequest.normalize(Fixtures.bytes(body), "gpt-5").body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{ \"a\" : 1.50e1 , " + messages + " \"max_completion_tokens\" : 5E0,\t\"z\" : [1e2 ,{}] }");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            m     | {"tools":[{"type":"x"}],"messages":[],"tools":[]}                | {"messages":[]}
            m     | {"messages":[7],"messages":[],"n":0,"n":2}                       | {"messages":[7],"messages":[],"n":0,"n":2}
            gpt-5 | {"messages":[],"max_tokens":1,"max_completion_tokens":3,"max_tokens":2} | {"messages":[],"max_completion_tokens":3}
            gpt-5 | {"messages":[],"max_completion_tokens":3,"max_completion_tokens":null,"max_tokens":2} | {"messages":[],"max_completion_tokens":2}
            """)
    void takesTheLastOfSeveralFieldsOfOneNameAndRemovesAll(String model, String body, String expected) {
        assertThat(ChatRequest.normalize(Fixtures.bytes(body), model).body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(expected);
    }

    private static ProviderException refusal(String body) {
        return catchThrowableOfType(
                ProviderException.class, () -> ChatRequest.normalize(Fixtures.bytes(body), "gpt-5"));
    }
}
