package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.DrillRequest.Outcome;
import dev.sluice.provider.testkit.http.ConnectionEnding;
import dev.sluice.provider.testkit.http.Response;
import dev.sluice.provider.testkit.http.ScriptedServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The client of the drills tells a lie from a truth; otherwise they would prove nothing. */
final class DrillRequestTest {
    private static final String DELTA =
            event("{'choices':[{'index':0,'delta':{'content':'Hi'},'finish_reason':null}]}");
    private static final String STOP = event("{'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}");
    private static final String DONE = event("[DONE]");
    private static final String ERROR = "{'error':{'message':'It is down.','code':'upstream_unavailable'}}";

    private static String event(String data) {
        return "data: " + data.replace('\'', '"') + "\n\n";
    }

    private static Response json(int status, String text) {
        return Response.of(status, "application/json", text.replace('\'', '"'));
    }

    private static Response whole(String content) {
        return json(200, "{'choices':[{'index':0,'message':{'content':'" + content + "'},'finish_reason':'stop'}]}");
    }

    private static Outcome judged(boolean streamed, Response reply) {
        try (ScriptedServer server = ScriptedServer.start(_ -> reply)) {
            return new DrillRequest("smart", "Hi", streamed).send(server.uri()).outcome();
        }
    }

    @Test
    void believesWhatIsWhole() {
        assertThat(judged(true, Response.events(List.of(DELTA, STOP, DONE)))).isEqualTo(Outcome.ANSWERED);
        assertThat(judged(false, whole("Hi"))).isEqualTo(Outcome.ANSWERED);
    }

    @Test
    void takesAnErrorForOne() {
        assertThat(judged(true, json(503, ERROR))).isEqualTo(Outcome.FAILED);
        assertThat(judged(false, json(503, ERROR))).isEqualTo(Outcome.FAILED);
        assertThat(judged(true, Response.events(List.of(DELTA, event(ERROR))))).isEqualTo(Outcome.FAILED);
    }

    @Test
    void seesLiesInStreams() {
        for (Response lie : List.of(
                Response.events(List.of(DELTA, STOP)),
                Response.events(List.of(DELTA, DONE)),
                Response.events(List.of(STOP, DONE)),
                Response.events(List.of(DELTA)),
                Response.events(List.of(DELTA, event(ERROR), DONE)),
                Response.events(List.of(DELTA, STOP, DONE)).cutAfterParts(3, ConnectionEnding.CLOSE),
                Response.events(List.of()),
                whole("Hi"))) {
            assertThat(judged(true, lie)).isEqualTo(Outcome.LIED);
        }
    }

    @Test
    void seesLiesInWholeReplies() {
        for (Response lie : List.of(
                whole("Ho"),
                whole("Hi").cutAfterBytes(9, ConnectionEnding.CLOSE),
                json(200, ERROR),
                json(503, "{}"),
                Response.text(502, "Bad gateway"),
                json(503, ERROR).cutInHead(0, ConnectionEnding.RESET))) {
            assertThat(judged(false, lie)).isEqualTo(Outcome.LIED);
        }
    }
}
