package dev.sluice.provider.openai;

import dev.sluice.provider.Deadlines;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.Model;
import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.testkit.http.RecordedRequest;
import dev.sluice.provider.testkit.http.Request;
import dev.sluice.provider.testkit.http.Response;
import dev.sluice.provider.testkit.http.ScriptedServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An upstream that answers each path with what a test gives it, and a provider that is configured for it. */
final class TestUpstream implements AutoCloseable {
    private final Map<String, Response> answers = new ConcurrentHashMap<>();
    private final ScriptedServer server = ScriptedServer.start(this::answer);
    private final TestContext context;
    private final OpenAiFactory factory;

    private TestUpstream(OpenAiFactory factory, String id) {
        this.factory = factory;
        this.context = new TestContext(id).with("base-url", server.uri().toString());
    }

    static TestUpstream of(OpenAiFactory factory) {
        return new TestUpstream(factory, factory.id());
    }

    static TestUpstream named(String id, OpenAiFactory factory) {
        return new TestUpstream(factory, id);
    }

    private Response answer(Request request) {
        return answers.getOrDefault(
                request.method() + " " + request.target(),
                Response.of(404, "application/json", "{\"detail\":\"Not Found\"}"));
    }

    TestUpstream answering(String methodAndTarget, String json) {
        return answering(methodAndTarget, Response.of(200, "application/json", json(json)));
    }

    TestUpstream answering(String methodAndTarget, Response response) {
        answers.put(methodAndTarget, response);
        return this;
    }

    TestUpstream with(String setting, String value) {
        context.with(setting, value);
        return this;
    }

    String address() {
        return server.uri().toString();
    }

    Provider provider() {
        return context.create(factory);
    }

    List<Model> models() {
        return provider().models();
    }

    String send(Dialect dialect, String model, String body) {
        try (Reply reply = provider().send(request(dialect, model, body).build())) {
            return new String(((Reply.Complete) reply).body(), StandardCharsets.UTF_8);
        }
    }

    /** Reads a stream to its end. */
    List<String> stream(Dialect dialect, String model, String body) {
        List<String> events = new ArrayList<>();
        try (Reply.Streaming reply = open(dialect, model, body)) {
            EventStream stream = reply.events();
            for (ServerSentEvent event = stream.next(); event != null; event = stream.next()) {
                events.add(event.text());
            }
        }
        return events;
    }

    Reply.Streaming open(Dialect dialect, String model, String body) {
        return (Reply.Streaming)
                provider().send(request(dialect, model, body).streaming(true).build());
    }

    static ProviderRequest.Builder request(Dialect dialect, String model, String body) {
        return ProviderRequest.builder(dialect, model, json(body).getBytes(StandardCharsets.UTF_8))
                .deadlines(Deadlines.each(Duration.ofSeconds(20)));
    }

    int requests() {
        return server.requests().all().size();
    }

    RecordedRequest last() {
        return server.requests().all().getLast();
    }

    /** JSON written with single quotes. */
    static String json(String text) {
        return text.replace('\'', '"');
    }

    /** A stream of unnamed events. */
    static Response events(String... data) {
        return Response.events(List.of(data).stream()
                .map(each -> "data: " + json(each) + "\n\n")
                .toList());
    }

    @Override
    public void close() {
        context.close();
        server.close();
    }
}
