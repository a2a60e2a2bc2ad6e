package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** An object put together from values, without looking into them. Its members keep the order in which they came first. */
final class RawObject {
    private final Map<String, byte[]> members = new LinkedHashMap<>();

    RawObject put(String name, byte[] value) {
        members.put(name, value);
        return this;
    }

    void putIfAbsent(String name, byte[] value) {
        members.putIfAbsent(name, value);
    }

    byte[] json() {
        ByteArrayOutputStream object = new ByteArrayOutputStream();
        object.write('{');
        members.forEach((name, value) -> {
            if (object.size() > 1) {
                object.write(',');
            }
            object.writeBytes(JsonText.quoted(name));
            object.write(':');
            object.writeBytes(value);
        });
        object.write('}');
        return object.toByteArray();
    }
}
