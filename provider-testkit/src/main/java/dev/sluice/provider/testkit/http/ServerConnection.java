package dev.sluice.provider.testkit.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Serves one TCP connection: request after request until either side closes it. */
final class ServerConnection {

    private final Socket socket;
    private final Script script;
    private final Recording recording;
    private final HttpRequestReader reader;
    private final ConnectionInput input;
    private final OutputStream output;
    private volatile boolean closingOurselves;
    private volatile @Nullable RecordedRequest current;

    ServerConnection(long number, Socket socket, Script script, Recording recording) throws IOException {
        this.socket = socket;
        this.script = script;
        this.recording = recording;
        this.input = new ConnectionInput(socket.getInputStream());
        this.output = socket.getOutputStream();
        this.reader = new HttpRequestReader(number, input);
    }

    void start(Executor threads, Runnable whenEnded) {
        threads.execute(() -> {
            input.pump();
            RecordedRequest running = current;
            if (running != null) {
                noteIfGone(running, true);
            }
        });
        threads.execute(() -> {
            try {
                serve();
            } finally {
                whenEnded.run();
            }
        });
    }

    private void serve() {
        try {
            ResponseWriter.Outcome outcome = ResponseWriter.Outcome.KEEP;
            while (outcome == ResponseWriter.Outcome.KEEP) {
                outcome = next();
            }
            close(outcome == ResponseWriter.Outcome.RESET ? ConnectionEnding.RESET : ConnectionEnding.CLOSE);
        } catch (MalformedRequestException malformed) {
            refuse(malformed);
        } catch (IOException gone) {
            close(ConnectionEnding.CLOSE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            close(ConnectionEnding.CLOSE);
        }
    }

    private ResponseWriter.Outcome next() throws IOException, InterruptedException {
        Optional<Request> head = reader.head();
        if (head.isEmpty()) {
            return ResponseWriter.Outcome.CLOSE;
        }
        Request request = head.get();
        Optional<Response> early = script.answerEarly(request);
        if (early.isPresent()) {
            respond(request, early.get().header("Connection", "close"));
            socket.shutdownOutput();
            input.transferTo(OutputStream.nullOutputStream());
            return ResponseWriter.Outcome.CLOSE;
        }
        if (request.header("Expect").orElse("").equalsIgnoreCase("100-continue")
                && HttpRequestReader.announcesBody(request.headers())) {
            output.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            output.flush();
        }
        ResponseWriter.Outcome outcome = respond(request.withBody(reader.body(request.headers())), null);
        boolean last = request.header("Connection").orElse("").equalsIgnoreCase("close");
        return last && outcome == ResponseWriter.Outcome.KEEP ? ResponseWriter.Outcome.CLOSE : outcome;
    }

    private ResponseWriter.Outcome respond(Request request, @Nullable Response early)
            throws IOException, InterruptedException {
        RecordedRequest recorded = recording.add(request);
        current = recorded;
        noteIfGone(recorded, input.end().isDone());
        try {
            Response response = early == null ? answer(request) : early;
            return new ResponseWriter(output, input.end()).write(request, response, recorded);
        } catch (IOException gone) {
            noteIfGone(recorded, true);
            throw gone;
        } finally {
            // Before this side closes as well, which would hide who closed first.
            noteIfGone(recorded, input.end().isDone());
            recorded.finished();
        }
    }

    private void noteIfGone(RecordedRequest recorded, boolean gone) {
        if (gone && !closingOurselves) {
            recorded.peerClosed();
        }
    }

    private Response answer(Request request) {
        try {
            return script.answer(request);
        } catch (RuntimeException broken) {
            System.getLogger(ServerConnection.class.getName())
                    .log(System.Logger.Level.ERROR, "the script failed on " + request, broken);
            return Response.text(500, "the script failed: " + broken.getClass().getName() + "\n");
        }
    }

    private void refuse(MalformedRequestException malformed) {
        String text = malformed.getMessage() + "\n";
        String answer = "HTTP/1.1 %d Error\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(malformed.status(), text.length(), text);
        try {
            output.write(answer.getBytes(StandardCharsets.US_ASCII));
            output.flush();
        } catch (IOException gone) {
            // The peer did not wait for the refusal.
        }
        close(ConnectionEnding.CLOSE);
    }

    void close(ConnectionEnding ending) {
        closingOurselves = true;
        try (socket) {
            if (ending == ConnectionEnding.RESET) {
                socket.setSoLinger(true, 0);
            } else if (!socket.isClosed() && !socket.isOutputShutdown()) {
                socket.shutdownOutput();
            }
        } catch (IOException gone) {
            // The peer was faster; the socket is closed either way.
        }
    }
}
