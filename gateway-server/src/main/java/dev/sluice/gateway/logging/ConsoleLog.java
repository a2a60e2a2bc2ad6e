package dev.sluice.gateway.logging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes whole lines, one after the other, from any thread. Nobody waits for another's line: who finds the console
 * taken leaves the line to the one who has it, and what has gathered goes out in one write.
 */
public final class ConsoleLog {
    private final Queue<byte[]> lines = new ConcurrentLinkedQueue<>();
    private final ReentrantLock console = new ReentrantLock();
    private final OutputStream out;

    /**
     * Makes a log.
     *
     * @param out unbuffered, so that every line is there at once
     */
    public ConsoleLog(OutputStream out) {
        this.out = out;
    }

    /**
     * Writes a line. A console that cannot be written to is not worth failing a request for.
     *
     * @param line without line break
     */
    public void line(String line) {
        lines.add((line + '\n').getBytes(StandardCharsets.UTF_8));
        // Looked at again after the console was given back: a line may have come in between.
        while (!lines.isEmpty() && console.tryLock()) {
            try {
                writeGathered();
            } finally {
                console.unlock();
            }
        }
    }

    private void writeGathered() {
        byte[] first = lines.poll();
        if (first == null) {
            return;
        }
        try {
            byte[] second = lines.poll();
            if (second == null) {
                out.write(first);
                return;
            }
            ByteArrayOutputStream gathered = new ByteArrayOutputStream(4096);
            gathered.writeBytes(first);
            for (byte[] next = second; next != null; next = lines.poll()) {
                gathered.writeBytes(next);
            }
            gathered.writeTo(out);
        } catch (IOException e) {
            // There is nowhere left to say so: this is the log.
        }
    }
}
