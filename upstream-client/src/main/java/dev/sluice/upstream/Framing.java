package dev.sluice.upstream;

import dev.sluice.provider.Headers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Delimits the body of a reply, after <a href="https://www.rfc-editor.org/rfc/rfc9112#section-6.3">RFC 9112</a>.
 *
 * @param content the body, decoded
 * @param reusable whether the connection can serve another call after it
 */
record Framing(Content content, boolean reusable) {

    static Framing of(int status, Headers headers, ReadBuffer input) throws ReplyFormatException {
        boolean reusable = !tokens(headers, "connection").contains("close");
        if (status == 204 || status == 304) {
            return new Framing(new NoContent(input), reusable);
        }
        List<String> transfer = tokens(headers, "transfer-encoding");
        OptionalLong length = length(headers);
        FramedContent framed;
        if (!transfer.isEmpty()) {
            if (!transfer.equals(List.of("chunked"))) {
                throw new ReplyFormatException("a transfer encoding other than chunked");
            }
            framed = new ChunkedContent(input);
            // Both framings at once are a smuggling attempt; what follows this reply cannot be trusted.
            reusable = reusable && length.isEmpty();
        } else if (length.isPresent()) {
            framed = new LengthContent(input, length.getAsLong());
        } else {
            framed = new UntilCloseContent(input);
            reusable = false;
        }
        return new Framing(decoded(framed, headers), reusable);
    }

    private static Content decoded(FramedContent framed, Headers headers) throws ReplyFormatException {
        List<String> encodings = tokens(headers, "content-encoding");
        encodings.removeIf("identity"::equals);
        if (encodings.isEmpty()) {
            return framed;
        }
        if (encodings.equals(List.of("gzip")) || encodings.equals(List.of("x-gzip"))) {
            return new GzipContent(framed);
        }
        throw new ReplyFormatException("an unrequested content encoding");
    }

    private static OptionalLong length(Headers headers) throws ReplyFormatException {
        Set<String> distinct = new HashSet<>(tokens(headers, "content-length"));
        if (distinct.isEmpty()) {
            return OptionalLong.empty();
        }
        String text = distinct.iterator().next();
        if (distinct.size() > 1 || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new ReplyFormatException("a content length that is not a number");
        }
        return OptionalLong.of(Long.parseLong(text));
    }

    private static List<String> tokens(Headers headers, String name) {
        List<String> tokens = new ArrayList<>(2);
        headers.forEach((each, value) -> {
            if (each.equals(name)) {
                addTokens(value, tokens);
            }
        });
        return tokens;
    }

    private static void addTokens(String value, List<String> tokens) {
        for (String part : value.split(",", -1)) {
            String token = part.strip().toLowerCase(Locale.ROOT);
            if (!token.isEmpty()) {
                tokens.add(token);
            }
        }
    }
}
