import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The fastest Copilot there can be: canned answers on raw sockets, so that what is measured is the way to
 * it. Usage: {@code java MockUpstream.java PORT}.
 *
 * <p>A model named {@code paced} streams a chunk every 100 ms; any other answers at once.
 */
final class MockUpstream {
    private static final int CHUNKS = 20;
    private static final byte[] JSON = reply("application/json", completion());
    private static final byte[] MODELS = reply("application/json", """
            {"object":"list","data":[%s,%s,%s]}"""
            .formatted(
                    model("gpt-4o", "/chat/completions"),
                    model("paced", "/chat/completions"),
                    model("codex", "/responses")));
    private static final byte[] STREAM_HEAD =
            ascii("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n");
    private static final byte[] PIECE = chunk("""
            {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1750000000,"model":"gpt-4o-2024-11-20",\
            "choices":[{"index":0,"delta":{"content":" word and word"},"finish_reason":null}]}""");
    private static final byte[] LAST = chunk("""
            {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1750000000,"model":"gpt-4o-2024-11-20",\
            "choices":[{"index":0,"delta":{},"finish_reason":"stop"}],\
            "usage":{"prompt_tokens":250,"completion_tokens":60,"total_tokens":310}}""");
    private static final byte[] DONE = chunk("[DONE]");
    private static final byte[] CREATED = event("response.created", "\"response\":" + response("in_progress", "[]"));
    private static final byte[] ITEM = event("response.output_item.added", "\"output_index\":0,\"item\":" + item("[]"));
    private static final byte[] PART = event(
            "response.content_part.added",
            "\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,"
                    + "\"part\":{\"type\":\"output_text\",\"text\":\"\",\"annotations\":[],\"logprobs\":[]}");
    private static final byte[] DELTA = event(
            "response.output_text.delta",
            "\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"delta\":\" word and word\",\"logprobs\":[]");
    private static final byte[] ITEM_DONE = event(
            "response.output_item.done",
            "\"output_index\":0,\"item\":"
                    + item("[{\"type\":\"output_text\",\"text\":\"" + " word and word".repeat(CHUNKS - 6)
                            + "\",\"annotations\":[],\"logprobs\":[]}]"));
    private static final byte[] COMPLETED = event("response.completed", "\"response\":" + response("completed", "[]"));
    private static final byte[] END = ascii("0\r\n\r\n");

    public static void main(String[] arguments) throws IOException {
        try (ServerSocket server =
                new ServerSocket(Integer.parseInt(arguments[0]), 2048, InetAddress.getLoopbackAddress())) {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 16_384);
            OutputStream out = socket.getOutputStream();
            while (true) {
                String line = line(in);
                if (line.isEmpty()) {
                    return;
                }
                int length = 0;
                for (String header = line(in); !header.isEmpty(); header = line(in)) {
                    if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                        length = Integer.parseInt(header.substring(15).strip());
                    }
                }
                answer(line, new String(in.readNBytes(length), StandardCharsets.ISO_8859_1), out);
            }
        } catch (IOException | InterruptedException e) {
            // The other side is gone; so is this connection.
        }
    }

    private static void answer(String requestLine, String body, OutputStream out)
            throws IOException, InterruptedException {
        if (requestLine.contains("/copilot_internal/v2/token")) {
            out.write(reply("application/json", """
                    {"token":"tid=synthetic;exp=0:0","expires_at":%d,"refresh_in":1500}"""
                    .formatted(Instant.now().getEpochSecond() + 1800)));
        } else if (requestLine.contains("/models")) {
            out.write(MODELS);
        } else if (requestLine.contains("/responses")) {
            responses(out);
        } else if (body.contains("\"stream\":true")) {
            stream(body.contains("\"paced\"") ? 100 : 0, out);
        } else {
            out.write(JSON);
        }
    }

    private static void stream(int pause, OutputStream out) throws IOException, InterruptedException {
        out.write(STREAM_HEAD);
        for (int i = 1; i < CHUNKS - 1; i++) {
            out.write(PIECE);
            if (pause > 0) {
                Thread.sleep(pause);
            }
        }
        out.write(LAST);
        out.write(DONE);
        out.write(END);
    }

    private static void responses(OutputStream out) throws IOException {
        out.write(STREAM_HEAD);
        out.write(CREATED);
        out.write(ITEM);
        out.write(PART);
        for (int i = 0; i < CHUNKS - 6; i++) {
            out.write(DELTA);
        }
        out.write(ITEM_DONE);
        out.write(COMPLETED);
        out.write(END);
    }

    private static String response(String status, String output) {
        return "{\"id\":\"resp_1\",\"object\":\"response\",\"created_at\":1750000000,\"status\":\"" + status
                + "\",\"model\":\"codex\",\"output\":" + output
                + ",\"usage\":{\"input_tokens\":250,\"output_tokens\":60,\"total_tokens\":310}}";
    }

    private static String item(String content) {
        return "{\"type\":\"message\",\"id\":\"msg_1\",\"status\":\"in_progress\",\"role\":\"assistant\",\"content\":"
                + content + "}";
    }

    private static byte[] event(String type, String members) {
        String event = "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":1," + members + "}\n\n";
        return ascii(Integer.toHexString(event.length()) + "\r\n" + event + "\r\n");
    }

    private static String completion() {
        String text = "All work and no play makes a dull benchmark. ".repeat(16);
        return """
                {"id":"chatcmpl-1","object":"chat.completion","created":1750000000,"model":"gpt-4o-2024-11-20",\
                "choices":[{"index":0,"message":{"role":"assistant","content":"%s"},"finish_reason":"stop"}],\
                "usage":{"prompt_tokens":250,"completion_tokens":160,"total_tokens":410},"system_fingerprint":"fp_1"}"""
                .formatted(text);
    }

    private static String model(String id, String endpoint) {
        return """
                {"id":"%s","supported_endpoints":["%s"],"object":"model","name":"%s","vendor":"OpenAI","version":"1","model_picker_enabled":true,\
                "capabilities":{"type":"chat","family":"gpt","limits":{"max_context_window_tokens":128000},\
                "supports":{"streaming":true,"tool_calls":true}}}""".formatted(id, endpoint, id);
    }

    private static byte[] reply(String type, String body) {
        return ascii("HTTP/1.1 200 OK\r\ncontent-type: " + type + "\r\ncontent-length: " + body.length() + "\r\n\r\n"
                + body);
    }

    private static byte[] chunk(String data) {
        String event = "data: " + data + "\n\n";
        return ascii(Integer.toHexString(event.length()) + "\r\n" + event + "\r\n");
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
