package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.anthropic.errors.InternalServerException;
import com.anthropic.models.ErrorType;
import dev.sluice.provider.testkit.copilot.CopilotLimits;
import dev.sluice.provider.testkit.copilot.MessagesErrors;
import dev.sluice.provider.testkit.copilot.ModelAnswer;
import dev.sluice.provider.testkit.http.ConnectionEnding;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.Response;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What only Anthropic's API has to say an error: a status of its own for overload, and an event in a stream. */
final class AnthropicErrorsIT {
    private static final String PATH = "/v1/messages";
    private static final Response OVERLOADED = MessagesErrors.of(529, "overloaded_error", "Overloaded");

    @RegisterExtension
    private static final AnthropicSession session = new AnthropicSession();

    private static Stream<Arguments> overloads() {
        return Stream.concat(
                Stream.of(Arguments.of(Upstream.MESSAGES, OVERLOADED)),
                Stream.of(Upstream.values()).map(upstream -> Arguments.of(upstream, CopilotLimits.unavailable())));
    }

    @ParameterizedTest
    @MethodSource("overloads")
    void overloadIs529(Upstream upstream, Response refusal) {
        session.copilot().faults().next(upstream.path(), Fault.responding(refusal));

        InternalServerException overload = catchThrowableOfType(
                InternalServerException.class,
                () -> session.client()
                        .messages()
                        .create(AnthropicSession.ask(upstream, "Hello").build()));

        assertThat(overload.statusCode()).isEqualTo(529);
        assertThat(overload.type()).contains(ErrorType.OVERLOADED_ERROR);
        assertThat(overload.requestId()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void streamThatBreaksOffEndsWithAnEventOfTheError(Upstream upstream) throws IOException {
        session.copilot().answers().next(ModelAnswer.text("word ".repeat(200)));
        session.copilot().faults().next(upstream.path(), Fault.endingAfterParts(12, ConnectionEnding.CLOSE));

        StreamedReply reply = streamed(upstream);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).startsWith("event: message_start\n").doesNotContain("message_stop");
        assertThat(lastEvent(reply).getJsonObject("error").getString("type")).isEqualTo("api_error");
        assertThat(lastEvent(reply).getString("request_id")).isNotEmpty();
    }

    @Test
    void overloadInTheMiddleOfAStreamStaysAnOverload() throws IOException {
        session.copilot().faults().next(PATH, Fault.responding(Response.events(List.of("""
                event: message_start
                data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant",\
                "model":"claude-sonnet-4.5","content":[],"stop_reason":null,"stop_sequence":null,\
                "usage":{"input_tokens":1,"output_tokens":1}}}

                """, """
                event: error
                data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}

                """))));

        StreamedReply reply = streamed(Upstream.MESSAGES);

        assertThat(reply.text()).startsWith("event: message_start\n").doesNotContain("message_stop");
        assertThat(lastEvent(reply).getJsonObject("error").getString("type")).isEqualTo("overloaded_error");
    }

    private static StreamedReply streamed(Upstream upstream) throws IOException {
        String request = "{\"model\":\"" + upstream.model() + "\",\"max_tokens\":2048,\"stream\":true,\"messages\":"
                + "[{\"role\":\"user\",\"content\":\"Talk on\"}]}";
        try (RawStream stream = RawStream.open(session.sluice().gateway().url(), PATH, request)) {
            return stream.rest();
        }
    }

    /** The data of the last event, which must be one of an error. */
    private static JsonObject lastEvent(StreamedReply reply) {
        String prefix = "event: error\ndata: ";
        String last = reply.text().strip();
        last = last.substring(last.lastIndexOf("\n\n") + 2);
        assertThat(last).startsWith(prefix);
        JsonObject event = GatewayClient.json(last.substring(prefix.length()));
        assertThat(event.getString("type")).isEqualTo("error");
        return event;
    }
}
