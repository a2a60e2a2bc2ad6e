package dev.sluice.upstream;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webclient.api.ClientConnection;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;

/**
 * Lends a connection to Helidon's client for one request and the head of its reply. Time limits, release
 * and end of the connection stay with us.
 */
final class Wire implements ClientConnection, DataWriter, HelidonSocket {
    private final Connection connection;
    private final RequestOutput output;
    private final Duration firstByte;
    private final DataReader reader = DataReader.create(this);

    Wire(Connection connection, RequestOutput output, Duration firstByte) {
        this.connection = connection;
        this.output = output;
        this.firstByte = firstByte;
    }

    /** Hands out what has arrived; reading waits, and fails at the connection's end. */
    @Override
    public byte[] get() {
        Inflow inflow = connection.inflow();
        try {
            if (!inflow.fill()) {
                throw new EOFException("the connection ended");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int start = inflow.offset();
        int count = inflow.buffered();
        inflow.consume(count);
        return Arrays.copyOfRange(inflow.array(), start, start + count);
    }

    /** Puts back what was read beyond the head. */
    void restoreRest() {
        int rest = reader.available();
        if (rest > 0) {
            connection.inflow().restore(reader.readBytes(rest));
        }
    }

    @Override
    public DataReader reader() {
        return reader;
    }

    @Override
    public DataWriter writer() {
        return this;
    }

    @Override
    public HelidonSocket helidonSocket() {
        return this;
    }

    @Override
    public void write(BufferData buffer) {
        buffer.writeTo(output);
    }

    @Override
    public void write(BufferData... buffers) {
        for (BufferData buffer : buffers) {
            write(buffer);
        }
    }

    @Override
    public void writeNow(BufferData... buffers) {
        write(buffers);
    }

    @Override
    public void writeNow(BufferData buffer) {
        write(buffer);
    }

    @Override
    public void flush() {
        // Nothing is held back. Helidon flushes when the request is written, and then waits for the answer.
        connection.inflow().allowInTotal(firstByte);
    }

    @Override
    public void readTimeout(Duration readTimeout) {
        // The deadlines of the request hold instead.
    }

    @Override
    public boolean isConnected() {
        return !connection.isKilled();
    }

    @Override
    public void releaseResource() {
        // The body, which Helidon does not read, decides when the connection is free.
    }

    @Override
    public void closeResource() {
        // Helidon does so when a head fails; the exchange ends the connection, and knows that it was not others.
    }

    @Override
    public void close() {
        closeResource();
    }

    @Override
    public void idle() {
        // The pool asks the connection itself.
    }

    @Override
    @SuppressWarnings("removal") // Helidon's interface still asks for it and does not use it.
    public int read(BufferData buffer) {
        throw new UnsupportedOperationException("bytes are read by get()");
    }

    @Override
    public boolean isSecure() {
        return connection.origin().secure();
    }

    @Override
    public PeerInfo remotePeer() {
        throw new UnsupportedOperationException("nobody asks for the peer");
    }

    @Override
    public PeerInfo localPeer() {
        throw new UnsupportedOperationException("nobody asks for the peer");
    }

    @Override
    public String channelId() {
        return connection.origin().authority();
    }

    @Override
    public String socketId() {
        return "upstream";
    }

    @Override
    public String childSocketId() {
        return channelId();
    }
}
