package dev.sluice.provider.copilot.auth;

import dev.sluice.provider.Secret;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The layout of the cache file: {@code token}, {@code expires_at} and {@code info}, each on a line of its own so that
 * people can {@code grep} for them, and the mark of the account. Files of the predecessor, which have no mark and in
 * older versions the token inside of {@code info}, are read too.
 *
 * @param issued the token
 * @param mark the account that it is of; nothing in a file of the predecessor
 */
record TokenFile(IssuedToken issued, Optional<String> mark) {
    private static final DateTimeFormatter ISO_MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final String TOKEN = "token";
    private static final String EXPIRES_AT = "expires_at";
    private static final String INFO = "info";
    private static final String ACCOUNT = "account";

    static Optional<TokenFile> parse(byte[] content) {
        return GitHubJson.object(content).flatMap(TokenFile::parse);
    }

    byte[] format() {
        JsonObjectBuilder file = Json.createObjectBuilder()
                .add(TOKEN, issued.token().reveal())
                .add(EXPIRES_AT, ISO_MILLIS.format(issued.freshUntil()))
                .add(INFO, issued.info());
        mark.ifPresent(value -> file.add(ACCOUNT, value));
        return (IndentedJson.of(file.build()) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<TokenFile> parse(JsonObject file) {
        JsonObject info = GitHubJson.object(file, INFO).orElse(JsonValue.EMPTY_JSON_OBJECT);
        Optional<String> token = GitHubJson.text(file, TOKEN).or(() -> GitHubJson.text(info, TOKEN));
        Optional<Instant> expiresAt = instant(file).or(() -> instant(info));
        if (token.isEmpty() || expiresAt.isEmpty()) {
            return Optional.empty();
        }
        IssuedToken issued = new IssuedToken(Secret.of(token.get()), expiresAt.get(), without(info, TOKEN));
        return Optional.of(new TokenFile(issued, GitHubJson.text(file, ACCOUNT)));
    }

    static JsonObject without(JsonObject object, String name) {
        return object.containsKey(name)
                ? Json.createObjectBuilder(object).remove(name).build()
                : object;
    }

    private static Optional<Instant> instant(JsonObject parent) {
        try {
            if (parent.get(EXPIRES_AT) instanceof JsonString text
                    && text.getString().contains("T")) {
                return Optional.of(Instant.parse(text.getString()));
            }
            OptionalLong seconds = GitHubJson.number(parent, EXPIRES_AT);
            return seconds.isPresent() ? Optional.of(Instant.ofEpochSecond(seconds.getAsLong())) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
