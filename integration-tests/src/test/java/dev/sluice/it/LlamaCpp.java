package dev.sluice.it;

import com.openai.client.OpenAIClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A real llama.cpp server with a model that the tests make themselves, and a gateway to it. The model says "Sluice" to
 * what ends in a full stop, calls a tool for what ends in a question mark, and never stops for an exclamation mark.
 */
record LlamaCpp(UpstreamSoftware server, RunningGateway gateway, GatewayClient client, OpenAIClient sdk)
        implements AutoCloseable {
    private static final Path SCRIPTS =
            Path.of(System.getProperty("sluice.root", ".."), "integration-tests", "src", "test", "python");

    static LlamaCpp start(Path folder) throws Exception {
        // Nobody wants to wait for a compiler where there is no wheel.
        Path programs = UpstreamSoftware.fromPyPi(
                "llama-cpp", "--only-binary=xllamacpp,numpy", "xllamacpp==2026.10.11549", "gguf==0.19.0");
        Path python = programs.resolve("python");
        Path model = folder.resolve("tiny.gguf");
        make(model, python);
        int port = UpstreamSoftware.freePort();
        UpstreamSoftware server = UpstreamSoftware.start(
                port, folder, Map.of(), python, SCRIPTS.resolve("llama_cpp_server.py"), model, port);
        try {
            RunningGateway gateway = RunningGateway.start(home(folder, server), Map.of("COPILOT_ENABLED", "false"));
            OpenAIClient sdk = OpenAiSession.client(gateway).maxRetries(0).build();
            return new LlamaCpp(server, gateway, new GatewayClient(gateway.url()), sdk);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static void make(Path model, Path python) throws Exception {
        Path log = model.resolveSibling("model.log");
        int status = new ProcessBuilder(
                        python.toString(),
                        "-B",
                        SCRIPTS.resolve("tiny_model.py").toString(),
                        model.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (status != 0) {
            throw new AssertionError("no model was made:\n" + Files.readString(log));
        }
    }

    /** The server by its preset, and twice more under names of their own: for what newer ones have, and for vectors. */
    private static Path home(Path folder, UpstreamSoftware server) throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.writeString(home.resolve(".env"), "LLAMACPP_BASE_URL=" + server.url() + "\n");
        Files.writeString(home.resolve("application.yaml"), """
            providers:
              lab:
                type: llamacpp
                base-url: %s
                apis: responses
              vectors:
                type: llamacpp
                base-url: %s
                apis: embeddings
            """.formatted(server.url(), server.url()));
        return home;
    }

    /** Whether the server works on something; it has been asked itself. */
    boolean busy() throws Exception {
        try (GatewayClient direct = new GatewayClient(server.url())) {
            HttpResponse<String> slots = direct.get("/slots");
            if (!slots.body().contains("\"is_processing\":")) {
                throw new AssertionError(slots.body());
            }
            return slots.body().contains("\"is_processing\":true");
        }
    }

    @Override
    public void close() {
        try (server;
                gateway;
                client) {
            sdk.close();
        }
    }
}
