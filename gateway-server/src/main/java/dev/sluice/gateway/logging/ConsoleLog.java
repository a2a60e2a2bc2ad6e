package dev.sluice.gateway.logging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes whole lines, one after the other, from any thread. Nobody waits for another's line: who finds the console
 * taken leaves the line to the one who has it, and what has gathered goes out in one write. A console that takes nothing
 * for long costs lines, and not the memory.
 */
public final class ConsoleLog {
    private static final System.Logger LOGGER = System.getLogger(ConsoleLog.class.getName());
    private static final int MOST = 10_000;

    private final Queue<byte[]> lines = new LinkedBlockingQueue<>(MOST);
    private final AtomicInteger lost = new AtomicInteger();
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
        if (!lines.offer((line + '\n').getBytes(StandardCharsets.UTF_8))) {
            lost.incrementAndGet();
        }
        // Looked at again after the console was given back: a line may have come in between.
        while (!lines.isEmpty() && console.tryLock()) {
            try {
                writeGathered();
                tellLost();
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

    /** As a line of the log itself, which comes back here and needs a place like any other. */
    private void tellLost() {
        int count = lines.isEmpty() ? lost.getAndSet(0) : 0;
        if (count > 0) {
            LOGGER.log(Level.WARNING, () -> count + " lines were lost: the console took none");
        }
    }
}
