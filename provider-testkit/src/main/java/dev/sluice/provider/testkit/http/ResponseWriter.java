package dev.sluice.provider.testkit.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Writes one reply as its {@link Delivery} says. */
final class ResponseWriter {

    /** What is to become of the connection. */
    enum Outcome {
        KEEP,
        CLOSE,
        RESET
    }

    private final OutputStream out;
    private final CompletableFuture<Void> peerEnd;

    ResponseWriter(OutputStream out, CompletableFuture<Void> peerEnd) {
        this.out = out;
        this.peerEnd = peerEnd;
    }

    Outcome write(Request request, Response response, RecordedRequest recorded)
            throws IOException, InterruptedException {
        Delivery delivery = response.delivery();
        if (!passes(delivery.headStall())) {
            return Outcome.CLOSE;
        }
        byte[] head = head(response);
        if (delivery.headCut() >= 0) {
            send(head, 0, Math.min(head.length, delivery.headCut()));
            return cut(delivery);
        }
        boolean bodyless = request.method().equals("HEAD") || !mayHaveBody(response);
        if (bodyless) {
            recorded.answered();
        }
        recorded.headSent(response.status());
        send(head, 0, head.length);
        if (bodyless) {
            return Outcome.KEEP;
        }
        return passes(delivery.bodyStall()) ? body(response, recorded) : Outcome.CLOSE;
    }

    private Outcome body(Response response, RecordedRequest recorded) throws IOException, InterruptedException {
        Delivery delivery = response.delivery();
        Iterator<byte[]> parts = response.parts().iterator();
        long left = delivery.bodyCut() < 0 ? Long.MAX_VALUE : delivery.bodyCut();
        int sent = 0;
        while (parts.hasNext()) {
            if (sent == delivery.partCut() || left == 0) {
                return cut(delivery);
            }
            if (!beforePart(delivery, sent)) {
                return Outcome.CLOSE;
            }
            byte[] part = parts.next();
            int length = (int) Math.min(part.length, left);
            if (!response.chunked() && !parts.hasNext() && length == part.length) {
                recorded.answered();
            }
            part(part, length, response);
            left -= length;
            if (length < part.length) {
                return cut(delivery);
            }
            sent++;
            recorded.partSent();
        }
        return end(response, recorded, sent);
    }

    private boolean beforePart(Delivery delivery, int sent) throws InterruptedException {
        if (sent == delivery.stallAfterParts() && !passes(delivery.partStall())) {
            return false;
        }
        Duration pace = delivery.pace();
        return sent == 0 || pace.isZero() || passes(Stall.lasting(pace));
    }

    private Outcome end(Response response, RecordedRequest recorded, int sent)
            throws IOException, InterruptedException {
        Delivery delivery = response.delivery();
        if (sent == delivery.stallAfterParts() && !passes(delivery.partStall())) {
            return Outcome.CLOSE;
        }
        if (delivery.partCut() >= 0 || (delivery.bodyCut() >= 0 && response.chunked())) {
            return cut(delivery);
        }
        recorded.answered();
        if (response.chunked()) {
            byte[] last = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            send(last, 0, last.length);
        }
        return response.headers().first("Connection").orElse("").equalsIgnoreCase("close")
                ? Outcome.CLOSE
                : Outcome.KEEP;
    }

    private void part(byte[] part, int length, Response response) throws IOException {
        int size = response.delivery().pieceSize() == 0
                ? length
                : response.delivery().pieceSize();
        for (int from = 0; from < length; from += size) {
            int count = Math.min(size, length - from);
            if (response.chunked()) {
                chunk(part, from, count);
            } else {
                send(part, from, count);
            }
        }
    }

    private void chunk(byte[] part, int from, int count) throws IOException {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream(count + 12);
        chunk.writeBytes((Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.write(part, from, count);
        chunk.writeBytes(new byte[] {'\r', '\n'});
        send(chunk.toByteArray(), 0, chunk.size());
    }

    private void send(byte[] bytes, int from, int count) throws IOException {
        out.write(bytes, from, count);
        out.flush();
    }

    private boolean passes(@Nullable Stall stall) throws InterruptedException {
        return stall == null || stall.hold(peerEnd);
    }

    private static Outcome cut(Delivery delivery) {
        return delivery.reset() ? Outcome.RESET : Outcome.CLOSE;
    }

    private static boolean mayHaveBody(Response response) {
        return response.status() >= 200 && response.status() != 204 && response.status() != 304;
    }

    private static byte[] head(Response response) {
        HeaderFields headers = response.headers();
        if (response.chunked()) {
            headers = headers.withDefault("Transfer-Encoding", "chunked");
        } else if (mayHaveBody(response)) {
            long length = 0;
            for (byte[] part : response.parts()) {
                length += part.length;
            }
            headers = headers.withDefault("Content-Length", Long.toString(length));
        }
        StringBuilder head = new StringBuilder("HTTP/1.1 " + response.status() + " " + reason(response) + "\r\n");
        headers.fields()
                .forEach(field -> head.append(field.getKey())
                        .append(": ")
                        .append(field.getValue())
                        .append("\r\n"));
        return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String reason(Response response) {
        return response.status() < 400 ? "OK" : "Error";
    }
}
