package dev.sluice.provider.copilot.chat;

import java.io.ByteArrayOutputStream;
import java.util.Collection;

/** An array put together from values, without looking into them. */
final class RawList {
    private final ByteArrayOutputStream inside = new ByteArrayOutputStream();

    static byte[] of(Collection<byte[]> values) {
        RawList list = new RawList();
        values.forEach(list::add);
        return list.json();
    }

    void add(byte[] value) {
        if (inside.size() > 0) {
            inside.write(',');
        }
        inside.writeBytes(value);
    }

    byte[] json() {
        ByteArrayOutputStream array = new ByteArrayOutputStream(inside.size() + 2);
        array.write('[');
        array.writeBytes(inside.toByteArray());
        array.write(']');
        return array.toByteArray();
    }
}
