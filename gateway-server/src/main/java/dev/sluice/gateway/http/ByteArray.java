package dev.sluice.gateway.http;

import java.util.Arrays;

/** Bytes being collected, in one array that is used again and again. Not safe for use by several threads. */
public final class ByteArray {
    private byte[] bytes;
    private int size;

    /** Makes an empty one. */
    public ByteArray(int capacity) {
        this.bytes = new byte[capacity];
    }

    /** Adds bytes. */
    public void add(byte[] source, int from, int to) {
        int length = to - from;
        if (size + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + length));
        }
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    /** Adds all of an array. */
    public void add(byte[] source) {
        add(source, 0, source.length);
    }

    /** Returns how many bytes there are. */
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
