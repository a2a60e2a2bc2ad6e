package dev.sluice.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.json.JsonDocument;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who says nothing is told so, and no model is asked an empty question. */
final class NothingSaidTest {
    private static final Bridges BRIDGES = Bridges.all(InstantSource.system());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "responses | input | {'input':[{'type':'reasoning','id':'rs_1','summary':[]}]}",
                "responses | input | {'input':[{'type':'reasoning','id':'rs_1','summary':[],'encrypted_content':'x'}]}",
                "responses | input | {'instructions':'Be brief.','input':[{'type':'reasoning','id':'rs_1','summary':"
                        + "[{'type':'summary_text','text':'hm'}]}]}",
                "chat-completions | messages | {'messages':[{'role':'assistant','reasoning_content':'hm'}]}",
                "chat-completions | messages | {'messages':[{'role':'system','content':'Be brief.'},"
                        + "{'role':'assistant','reasoning_content':'hm'}]}",
                "gemini | contents | {'contents':[{'role':'model','parts':[{'text':'hm','thought':true}]}]}",
            })
    void thoughtsAloneAreRefused(String dialect, String field, String request) {
        for (Dialect target : targets(dialect)) {
            ProviderException refused =
                    catchThrowableOfType(ProviderException.class, () -> bridged(dialect, request, target));
            assertThat(refused).as("to %s", target).isNotNull();
            assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
            assertThat(refused.parameter()).contains(field);
            assertThat(refused).hasMessageStartingWith("'" + field + "' ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "responses | {'input':[{'role':'user','content':'Hi'},{'type':'reasoning','id':'rs_1','summary':[]}]}",
                "chat-completions | {'messages':[{'role':'user','content':'Hi'}]}",
            })
    void thoughtsBesideWordsAreNot(String dialect, String request) {
        for (Dialect target : targets(dialect)) {
            assertThat(bridged(dialect, request, target).request()).asString().contains("Hi");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"responses", "messages"})
    void instructionsAloneMayBeAnswered(String target) {
        String request = "{'messages':[{'role':'system','content':'Tell a joke.'}]}";
        assertThat(bridged("chat-completions", request, new Dialect(target)).request())
                .asString()
                .contains("Tell a joke.");
    }

    private static Dialect[] targets(String caller) {
        return Stream.of(Dialect.RESPONSES, Dialect.MESSAGES, Dialect.GEMINI, Dialect.CHAT_COMPLETIONS)
                .filter(dialect -> !dialect.name().equals(caller))
                .toArray(Dialect[]::new);
    }

    private static Bridged bridged(String dialect, String request, Dialect target) {
        byte[] body = request.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return BRIDGES.open(
                new Dialect(dialect),
                JsonDocument.parse(body),
                "m",
                target,
                Model.builder("m").build(),
                false);
    }
}
