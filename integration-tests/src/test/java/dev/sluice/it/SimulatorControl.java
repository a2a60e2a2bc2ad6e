package dev.sluice.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.provider.testkit.copilot.CopilotLimits;
import dev.sluice.provider.testkit.copilot.CopilotRefusals;
import dev.sluice.provider.testkit.copilot.ModelAnswer;
import dev.sluice.provider.testkit.copilot.ToolCall;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.Stall;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Lets tests in another process plan what a gateway's simulator does, and see what it got: a server on loopback. */
final class SimulatorControl implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SignedInGateway sluice;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private SimulatorControl(SignedInGateway sluice, HttpServer server) {
        this.sluice = sluice;
        this.server = server;
    }

    static SimulatorControl start(SignedInGateway sluice) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            SimulatorControl control = new SimulatorControl(sluice, server);
            server.createContext("/", control::handle);
            server.setExecutor(control.threads);
            server.start();
            return control;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] reply = reply(exchange).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Each wish is a path, and the query is the path of the upstream's endpoint that it is about. */
    private String reply(HttpExchange exchange) throws IOException, InterruptedException {
        String endpoint = exchange.getRequestURI().getQuery();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        switch (exchange.getRequestURI().getPath()) {
            case "/reset" -> sluice.reset();
            case "/answer" -> sluice.simulator().answers().next(answer(GatewayClient.json(body)));
            case "/limit" ->
                sluice.simulator()
                        .faults()
                        .next(endpoint, Fault.responding(CopilotLimits.rateLimited("rate_limited", "37")));
            case "/refuse" ->
                sluice.simulator()
                        .faults()
                        .next(endpoint, Fault.responding(CopilotRefusals.invalidBody("the input is odd")));
            case "/stall" ->
                sluice.simulator().faults().next(endpoint, Fault.stallingAfterParts(8, Stall.untilReleased()));
            case "/received" -> {
                return received(endpoint);
            }
            case "/closed" -> {
                return Boolean.toString(sluice.simulator()
                        .requests()
                        .awaitRequest(endpoint, PATIENCE)
                        .awaitClosedByPeer(PATIENCE));
            }
            default -> throw new IOException("there is no " + exchange.getRequestURI());
        }
        return "null";
    }

    private String received(String endpoint) {
        JsonArrayBuilder bodies = Json.createArrayBuilder();
        sluice.simulator().requests().to(endpoint).forEach(request -> bodies.add(request.json()));
        return bodies.build().toString();
    }

    private static ModelAnswer answer(JsonObject json) {
        List<ToolCall> calls = json.getJsonArray("calls").getValuesAs(JsonObject.class).stream()
                .map(call -> new ToolCall(
                        call.getString("name"), call.getJsonObject("arguments").toString()))
                .toList();
        return new ModelAnswer(json.getString("text"), "", calls, false);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
