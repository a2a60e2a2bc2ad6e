package dev.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Hedging and time limits for models that are silent. */
final class HedgeTest {
    private static final String BODY = "{\"model\":\"smart\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final String STREAM = BODY.replace("\"messages\"", "\"stream\":true,\"messages\"");

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    @Test
    void callsTheNextModelWhenTheFirstExceedsItsShareOfTheTime() throws Exception {
        try (RunningApi api = running("models: {smart: {of: [fake-gpt-4o, other-gpt-4o], within: PT0.4S}}")) {
            api.provider.answer = this::silent;

            HttpResponse<String> response = api.post(RunningApi.CHAT, BODY, "x-sluice-explain", "1");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("x-sluice-explain").orElse(""))
                    .contains("provider=other", "tried=fake-gpt-4o:upstream_timeout:", "other-gpt-4o:ok:");
            assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(api.metrics())
                    .contains("sluice_upstream_attempts_total{outcome=\"upstream_timeout\",provider=\"fake\"");
        }
    }

    @Test
    void boundsTheWaitForTheFirstEventOfAStream() throws Exception {
        try (RunningApi api = running("models: {smart: {of: [fake-gpt-4o, other-gpt-4o], within: PT0.4S}}")) {
            FakeStream silent = new FakeStream();
            api.provider.answer = request -> silent.reply();
            api.other.answer = request -> FakeStream.of("{\"n\":1}").end().reply();

            assertThat(api.post(RunningApi.CHAT, STREAM).body()).contains("\"n\":1", "[DONE]");
            assertThat(silent.closed.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void callsTheNextModelInParallelAndDismissesTheSlowerOne() throws Exception {
        try (RunningApi api = running("models: {smart: {of: [fake-gpt-4o, other-gpt-4o], hedge-after: PT0.1S}}")) {
            FakeStream silent = new FakeStream();
            api.provider.answer = request -> silent.reply();
            api.other.answer = request -> FakeStream.of("{\"n\":1}").end().reply();
            long started = hedges(api, "sluice_hedges_total");
            long won = hedges(api, "sluice_hedges_won_total");

            HttpResponse<String> response = api.post(RunningApi.CHAT, STREAM, "x-sluice-explain", "1");

            assertThat(response.body()).contains("\"n\":1", "[DONE]");
            assertThat(response.headers().firstValue("x-sluice-explain").orElse(""))
                    .contains("provider=other", "fake-gpt-4o:cancelled:", "other-gpt-4o:ok:");
            assertThat(silent.closed.await(30, TimeUnit.SECONDS)).isTrue();
            api.logLine();
            assertThat(hedges(api, "sluice_hedges_total") - started).isEqualTo(1);
            assertThat(hedges(api, "sluice_hedges_won_total") - won).isEqualTo(1);
        }
    }

    @Test
    void relaysTheFirstModelsReplyIfItArrivesFirst() throws Exception {
        try (RunningApi api = running("models: {smart: {of: [fake-gpt-4o, other-gpt-4o], hedge-after: PT0.1S}}")) {
            FakeStream slow = new FakeStream();
            api.provider.answer = request -> slow.reply();
            api.other.answer = request -> {
                slow.send("{\"first\":1}").end();
                return silent(request);
            };

            long started = hedges(api, "sluice_hedges_total");
            long won = hedges(api, "sluice_hedges_won_total");
            assertThat(api.post(RunningApi.CHAT, STREAM).body()).contains("\"first\":1", "[DONE]");
            assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
            api.logLine();
            assertThat(hedges(api, "sluice_hedges_total") - started).isEqualTo(1);
            assertThat(hedges(api, "sluice_hedges_won_total") - won).isZero();
        }
    }

    @Test
    void reportsTheInvalidReplyOfTheFasterModel() throws Exception {
        try (RunningApi api = running("models: {smart: {of: [fake-gpt-4o, other-gpt-4o], hedge-after: PT0.1S}}")) {
            api.provider.answer = this::silent;
            api.other.answer = request -> FakeProvider.json("<html>Sign in</html>");

            HttpResponse<String> response = api.post(RunningApi.CHAT, BODY);

            assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(response.statusCode()).isEqualTo(502);
            assertThat(response.body()).contains("upstream_protocol_error");
        }
    }

    @Test
    void callsTheThirdModelWhenTheFasterReplyIsInvalid() throws Exception {
        try (RunningApi api = running("models: {smart: {of: [fake-gpt-4o, other-gpt-4o, other-publisher/model],"
                + " hedge-after: PT0.1S}}")) {
            api.provider.answer = this::silent;
            api.other.answer =
                    request -> FakeProvider.json(request.model().equals("gpt-4o") ? "<html>Sign in</html>" : "{}");

            assertThat(api.post(RunningApi.CHAT, BODY).statusCode()).isEqualTo(200);
            assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void callsNoOtherModelWhenTheFirstAnswersInTime() {
        try (RunningApi api = running("models: {smart: {of: [fake-gpt-4o, other-gpt-4o], hedge-after: PT30S}}")) {
            long started = hedges(api, "sluice_hedges_total");
            assertThat(api.post(RunningApi.CHAT, BODY).statusCode()).isEqualTo(200);
            assertThat(api.other.requests).isEmpty();
            api.logLine();
            assertThat(hedges(api, "sluice_hedges_total")).isEqualTo(started);
        }
    }

    @Test
    void endsTheCallWhenTheClientDisconnects() throws Exception {
        try (RunningApi api = running("models: {smart: [fake-gpt-4o, other-gpt-4o]}")) {
            api.provider.answer = this::silent;
            try (Socket socket = api.openChat(BODY)) {
                assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
                assertThat(socket.isConnected()).isTrue();
            }
            assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(api.logLine()).contains("status=499", "ending=client_gone");
            assertThat(api.other.requests).isEmpty();
        }
    }

    @Test
    void boundsAWholeReplyThatIsNotStreamed() throws Exception {
        try (RunningApi api = running("deadlines: {'fake-*': {total: PT0.2S}}")) {
            api.provider.answer = this::silent;

            HttpResponse<String> response = api.post(RunningApi.CHAT, BODY.replace("smart", "fake-gpt-4o"));

            assertThat(response.statusCode()).isEqualTo(504);
            assertThat(response.body()).contains("fake-gpt-4o did not answer within 200 ms");
            assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private Reply silent(ProviderRequest request) {
        begun.countDown();
        try {
            new CountDownLatch(1).await();
            throw new AssertionError(request.requestId());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended.countDown();
            throw new ProviderException(ErrorKind.CANCELLED, "interrupted", e);
        }
    }

    /** The meters are those of all tests. */
    private static long hedges(RunningApi api, String name) {
        return api.metrics()
                .lines()
                .filter(line -> line.startsWith(name + "{provider=\"other\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(0);
    }

    private static RunningApi running(String routing) {
        return RunningApi.with().routing(routing).start();
    }
}
