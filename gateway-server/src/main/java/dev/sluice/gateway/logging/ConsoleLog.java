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
 * Writes whole lines to the console from any thread without blocking on other threads: a thread that finds the console
 * locked queues its line for the holder of the lock, which writes what has gathered at once. Lines beyond the queue's
 * limit are dropped and counted.
 */
public final class ConsoleLog {
    private static final System.Logger LOGGER = System.getLogger(ConsoleLog.class.getName());
    private static final int MAX_QUEUED = 10_000;

    private final Queue<byte[]> lines = new LinkedBlockingQueue<>(MAX_QUEUED);
    private final AtomicInteger dropped = new AtomicInteger();
    private final ReentrantLock console = new ReentrantLock();
    private final OutputStream out;

    /** Logs to an unbuffered stream. */
    public ConsoleLog(OutputStream out) {
        this.out = out;
    }

    /** Writes a line, given without line break. A console that cannot be written to fails no request. */
    public void line(String line) {
        if (!lines.offer((line + '\n').getBytes(StandardCharsets.UTF_8))) {
            dropped.incrementAndGet();
        }
        // Checked again after the unlock: a line may have been queued in between.
        while (!lines.isEmpty() && console.tryLock()) {
            try {
                writeGathered();
                reportDropped();
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
            // This is the log: there is no other place to report it.
        }
    }

    /** Logs through the logger, whose line is queued like any other. */
    private void reportDropped() {
        int count = lines.isEmpty() ? dropped.getAndSet(0) : 0;
        if (count > 0) {
            LOGGER.log(Level.WARNING, () -> count + " log lines were dropped because the console was blocked");
        }
    }
}
