package dev.sluice.provider.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.provider.ProviderException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UpstreamChatRequestTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':1} | {'stream_options':{'include_usage':true},'a':1} | false",
                "{} | {'stream_options':{'include_usage':true}} | false",
                "{'stream_options':null,'a':1} | {'stream_options':{'include_usage':true},'a':1} | false",
                "{'stream_options':{}} | {'stream_options':{'include_usage':true}} | false",
                "{'stream_options':{'x':1}} | {'stream_options':{'include_usage':true,'x':1}} | false",
                "{'stream_options':{'include_usage':false}} | {'stream_options':{'include_usage':true}} | false",
                "{'stream_options':{'include_usage':true}} | {'stream_options':{'include_usage':true}} | true",
                "{'stream_options':7} | {'stream_options':7} | false",
            })
    void asksForTheUsage(String given, String sent, boolean wanted) {
        UpstreamChatRequest request = UpstreamChatRequest.askingForUsage(json(given));
        assertThat(text(request)).isEqualTo(new String(json(sent), StandardCharsets.UTF_8));
        assertThat(request.usageWanted()).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':1} | {'a':1}",
                "{'stream_options':{'include_usage':true}} | {}",
                "{'stream_options':{'include_usage':true},'a':1} | {'a':1}",
                "{ 'stream_options' : {} , 'a':1} | { 'a':1}",
                "{'a':1,'stream_options':null} | {'a':1}",
                "{'a':1,'stream_options':{},'b':2} | {'a':1,'b':2}",
                "{'max_completion_tokens':5} | {'max_tokens':5}",
                "{'max_tokens':4,'max_completion_tokens':5} | {'max_tokens':4}",
                "{'max_completion_tokens':5,'stream_options':{}} | {'max_tokens':5}",
            })
    void takesAwayWhatAStrictUpstreamRefuses(String given, String sent) {
        assertThat(text(UpstreamChatRequest.forStrictUpstream(json(given))).replace(" ", ""))
                .isEqualTo(new String(json(sent), StandardCharsets.UTF_8).replace(" ", ""));
    }

    @Test
    void leavesTheCallersArrayAsItIs() {
        byte[] body = json("{'model':'m','stream_options':{'include_usage':true}}");
        assertThat(UpstreamChatRequest.askingForUsage(body).body()).isSameAs(body);
        assertThat(UpstreamChatRequest.asItIs(body).body()).isSameAs(body);
    }

    @Test
    void refusesWhatIsNoObject() {
        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> UpstreamChatRequest.askingForUsage(json("[1]")))
                .withMessageContaining("not a valid JSON object");
    }

    private static String text(UpstreamChatRequest request) {
        return new String(request.body(), StandardCharsets.UTF_8);
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
