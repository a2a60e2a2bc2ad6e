package dev.sluice.gateway.connection;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Writes to a client, and records since when a write has been blocked. */
final class ClientOutput implements DataWriter {
    /** What must get through within the deadline, so that a slow client can take a long reply. */
    private static final int SLICE = 64 * 1024;

    private final DataWriter writer;
    private final Progress progress;
    private final LongSupplier clock;
    private @Nullable Http10Reply http10;

    ClientOutput(DataWriter writer, Progress progress, LongSupplier clock) {
        this.writer = writer;
        this.progress = progress;
        this.clock = clock;
    }

    /** Translates the rest of the replies for an HTTP/1.0 client. */
    void speakHttp10() {
        http10 = new Http10Reply();
    }

    @Override
    public void write(BufferData... buffers) {
        write(BufferData.create(buffers));
    }

    @Override
    public void writeNow(BufferData... buffers) {
        writeNow(BufferData.create(buffers));
    }

    @Override
    public void write(BufferData buffer) {
        BufferData translated = translated(buffer);
        while (translated.available() > SLICE) {
            timed(slice(translated), false);
        }
        timed(translated, false);
    }

    @Override
    public void writeNow(BufferData buffer) {
        timed(translated(buffer), true);
    }

    private void timed(BufferData buffer, boolean now) {
        progress.writing(clock.getAsLong());
        try {
            if (now) {
                writer.writeNow(buffer);
            } else {
                writer.write(buffer);
            }
        } finally {
            progress.written();
        }
    }

    private BufferData translated(BufferData buffer) {
        return http10 == null ? buffer : BufferData.create(http10.translate(bytes(buffer, buffer.available())));
    }

    private static BufferData slice(BufferData buffer) {
        return BufferData.create(bytes(buffer, SLICE));
    }

    private static byte[] bytes(BufferData buffer, int length) {
        byte[] bytes = new byte[length];
        int read = 0;
        while (read < length) {
            read += buffer.read(bytes, read, length - read);
        }
        return bytes;
    }

    @Override
    public void flush() {
        writer.flush();
    }

    @Override
    public void close() {
        writer.close();
    }
}
