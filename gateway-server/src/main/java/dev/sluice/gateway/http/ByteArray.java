package dev.sluice.gateway.http;

import java.util.Arrays;

/** A growing buffer of bytes, reused after {@link #clear}. Not safe for use by several threads. */
public final class ByteArray {
    private byte[] bytes;
    private int size;

    public ByteArray(int capacity) {
        this.bytes = new byte[capacity];
    }

    /** Adds the bytes from index {@code from} up to, but not including, {@code to}. */
    public void add(byte[] source, int from, int to) {
        int length = to - from;
        if (size + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + length));
        }
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    public void add(byte[] source) {
        add(source, 0, source.length);
    }

    public int size() {
        return size;
    }

    byte[] array() {
        return bytes;
    }

    void clear() {
        size = 0;
    }
}
