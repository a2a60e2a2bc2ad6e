import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Asks a gateway for 20-chunk streams in every dialect, taking turns, and tells how much CPU each costs the gateway's
 * process. Usage: {@code java BridgeLoad.java PORT PID REQUESTS ROUNDS}.
 */
final class BridgeLoad {
    private static final int CONNECTIONS = 8;
    private static final int WARM_ROUNDS = 3;
    private static final String QUESTION = "Tell me about sluices and gates. ".repeat(25);
    private static final String TURN = "[{\"role\":\"user\",\"content\":\"" + QUESTION + "\"}]";

    /** A way to ask: the first of each model is passed through. */
    private enum Way {
        CHAT("copilot-gpt-4o", "/v1/chat/completions", "\"messages\":" + TURN),
        MESSAGES_TO_CHAT("copilot-gpt-4o", "/v1/messages", "\"max_tokens\":1000,\"messages\":" + TURN),
        RESPONSES_TO_CHAT("copilot-gpt-4o", "/v1/responses", "\"input\":" + TURN),
        GEMINI_TO_CHAT("copilot-gpt-4o", "/v1beta/models/copilot-gpt-4o:streamGenerateContent?alt=sse", gemini()),
        RESPONSES("copilot-codex", "/v1/responses", "\"input\":" + TURN),
        CHAT_TO_RESPONSES("copilot-codex", "/v1/chat/completions", "\"messages\":" + TURN),
        MESSAGES_TO_RESPONSES("copilot-codex", "/v1/messages", "\"max_tokens\":1000,\"messages\":" + TURN),
        GEMINI_TO_RESPONSES("copilot-codex", "/v1beta/models/copilot-codex:streamGenerateContent?alt=sse", gemini());

        private final byte[] request;
        private final List<Double> costs = new ArrayList<>();

        Way(String model, String path, String fields) {
            String body = "{\"model\":\"" + model + "\",\"stream\":true," + fields + "}";
            this.request = ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                            + body.length() + "\r\n\r\n" + body)
                    .getBytes(StandardCharsets.US_ASCII);
        }

        private static String gemini() {
            return "\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"" + QUESTION + "\"}]}]";
        }

        private double cost() {
            List<Double> sorted = costs.stream().sorted().toList();
            return sorted.get(sorted.size() / 2);
        }
    }

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        Path stat = Path.of("/proc", arguments[1], "stat");
        int requests = Integer.parseInt(arguments[2]);
        int rounds = Integer.parseInt(arguments[3]);
        for (int round = -WARM_ROUNDS; round < rounds; round++) {
            for (Way way : Way.values()) {
                long before = ticks(stat);
                ask(port, way.request, requests);
                if (round >= 0) {
                    way.costs.add((ticks(stat) - before) * 10_000.0 / requests);
                }
            }
        }
        double passed = 0;
        double worst = 0;
        for (Way way : Way.values()) {
            boolean bridged = way.name().contains("_TO_");
            passed = bridged ? passed : way.cost();
            worst = Math.max(worst, way.cost() / passed);
            System.out.printf("%-24s %6.0f us a stream, %.2f times what passing through costs%n", way, way.cost(), way.cost() / passed);
        }
        System.out.printf("RATIO worst %.2f%n", worst);
    }

    /** CPU of a process so far, in hundredths of a second. */
    private static long ticks(Path stat) throws IOException {
        String line = Files.readString(stat);
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    private static void ask(int port, byte[] request, int requests) throws Exception {
        AtomicInteger left = new AtomicInteger(requests);
        AtomicReference<Exception> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            threads.add(Thread.startVirtualThread(() -> {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    socket.setTcpNoDelay(true);
                    InputStream in = new BufferedInputStream(socket.getInputStream(), 16_384);
                    while (left.getAndDecrement() > 0) {
                        socket.getOutputStream().write(request);
                        readStream(in);
                    }
                } catch (IOException | NumberFormatException e) {
                    failure.set(e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (failure.get() != null) {
            throw failure.get();
        }
    }

    private static void readStream(InputStream in) throws IOException {
        String status = line(in);
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException("answered " + status);
        }
        int length = -1;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        if (length >= 0) {
            // So short a stream may be known as a whole before its head is sent.
            in.skipNBytes(length);
            return;
        }
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            in.skipNBytes(size + 2);
        }
        line(in);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection ended");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
