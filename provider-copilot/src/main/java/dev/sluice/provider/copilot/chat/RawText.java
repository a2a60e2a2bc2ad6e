package dev.sluice.provider.copilot.chat;

import java.io.ByteArrayOutputStream;

/** A string put together from literals, without unescaping them. */
final class RawText {
    private final ByteArrayOutputStream inside = new ByteArrayOutputStream();

    /** Adds what stands between the quotes of a literal. */
    RawText append(byte[] literal) {
        inside.write(literal, 1, literal.length - 2);
        return this;
    }

    byte[] literal() {
        ByteArrayOutputStream quoted = new ByteArrayOutputStream(inside.size() + 2);
        quoted.write('"');
        quoted.writeBytes(inside.toByteArray());
        quoted.write('"');
        return quoted.toByteArray();
    }
}
