package dev.sluice.provider.testkit.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads ahead on a thread of its own, so that a disconnect of the peer is noticed at once, even while a reply is being
 * written or stalled.
 */
final class ConnectionInput extends InputStream {

    private final InputStream source;
    private final byte[] buffer = new byte[65_536];
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private int start;
    private int count;
    private boolean ended;

    ConnectionInput(InputStream source) {
        this.source = source;
    }

    /** Completes when the peer has closed its side, or the connection is broken. */
    CompletableFuture<Void> end() {
        return end;
    }

    /** Runs until the peer closes. */
    void pump() {
        byte[] block = new byte[8_192];
        try {
            for (int read = source.read(block); read >= 0; read = source.read(block)) {
                store(block, read);
            }
        } catch (IOException gone) {
            // A reset ends the input as an orderly close does.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            endInput();
        }
    }

    private void store(byte[] block, int length) throws InterruptedException {
        lock.lock();
        try {
            for (int i = 0; i < length; i++) {
                while (count == buffer.length) {
                    changed.signalAll();
                    changed.await();
                }
                buffer[(start + count) % buffer.length] = block[i];
                count++;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void endInput() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        end.complete(null);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        lock.lock();
        try {
            while (count == 0 && !ended) {
                changed.await();
            }
            int copied = Math.min(length, count);
            for (int i = 0; i < copied; i++) {
                target[offset + i] = buffer[(start + i) % buffer.length];
            }
            start = (start + copied) % buffer.length;
            count -= copied;
            changed.signalAll();
            return copied == 0 ? -1 : copied;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the peer", stopped);
        } finally {
            lock.unlock();
        }
    }
}
