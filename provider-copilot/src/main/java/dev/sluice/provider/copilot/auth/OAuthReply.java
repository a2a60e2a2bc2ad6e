package dev.sluice.provider.copilot.auth;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A reply of GitHub's OAuth pages: JSON as asked for, or a form, which is what they answer by default. */
final class OAuthReply {
    private final Map<String, String> fields;

    private OAuthReply(Map<String, String> fields) {
        this.fields = fields;
    }

    static OAuthReply parse(byte[] body) {
        return new OAuthReply(GitHubJson.object(body).map(OAuthReply::ofJson).orElseGet(() -> ofForm(body)));
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(fields.get(name)).filter(value -> !value.isBlank());
    }

    OptionalLong number(String name) {
        String value = fields.getOrDefault(name, "");
        return value.matches("\\d{1,9}") ? OptionalLong.of(Long.parseLong(value)) : OptionalLong.empty();
    }

    private static Map<String, String> ofJson(JsonObject json) {
        Map<String, String> fields = new HashMap<>();
        json.forEach((name, value) -> {
            if (value instanceof JsonString text) {
                fields.put(name, text.getString());
            } else if (value instanceof JsonNumber number) {
                fields.put(name, Long.toString(number.longValue()));
            }
        });
        return fields;
    }

    private static Map<String, String> ofForm(byte[] body) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : new String(body, StandardCharsets.UTF_8).strip().split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                decoded(pair.substring(equals + 1)).ifPresent(value -> fields.put(pair.substring(0, equals), value));
            }
        }
        return fields;
    }

    private static Optional<String> decoded(String value) {
        try {
            return Optional.of(URLDecoder.decode(value, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
