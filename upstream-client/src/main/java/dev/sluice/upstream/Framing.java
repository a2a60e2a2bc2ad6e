package dev.sluice.upstream;

import dev.sluice.provider.Headers;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Where a reply's body ends, after <a href="https://www.rfc-editor.org/rfc/rfc9112#section-6.3">RFC 9112</a>.
 *
 * @param content the body, decoded
 * @param reusable whether the connection outlives it
 */
record Framing(Content content, boolean reusable) {

    static Framing of(int status, Headers headers, Inflow inflow) throws ReplyFormatException {
        boolean stays = tokens(headers, "connection").stream().noneMatch("close"::equals);
        if (status == 204 || status == 304) {
            return new Framing(new NoContent(inflow), stays);
        }
        List<String> transfer = tokens(headers, "transfer-encoding");
        OptionalLong length = length(headers);
        FramedContent framed;
        if (!transfer.isEmpty()) {
            if (!transfer.equals(List.of("chunked"))) {
                throw new ReplyFormatException("a transfer encoding other than chunked");
            }
            framed = new ChunkedContent(inflow);
            // Two lengths are a contradiction; what follows this reply cannot be trusted.
            stays = stays && length.isEmpty();
        } else if (length.isPresent()) {
            framed = new LengthContent(inflow, length.getAsLong());
        } else {
            framed = new UntilCloseContent(inflow);
            stays = false;
        }
        return new Framing(decoded(framed, headers), stays);
    }

    private static Content decoded(FramedContent framed, Headers headers) throws ReplyFormatException {
        List<String> encodings = tokens(headers, "content-encoding").stream()
                .filter(encoding -> !encoding.equals("identity"))
                .toList();
        if (encodings.isEmpty()) {
            return framed;
        }
        if (encodings.equals(List.of("gzip")) || encodings.equals(List.of("x-gzip"))) {
            return new GzipContent(framed);
        }
        throw new ReplyFormatException("a content encoding that was not asked for");
    }

    private static OptionalLong length(Headers headers) throws ReplyFormatException {
        List<String> distinct =
                tokens(headers, "content-length").stream().distinct().toList();
        if (distinct.isEmpty()) {
            return OptionalLong.empty();
        }
        String text = distinct.getFirst();
        if (distinct.size() > 1 || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new ReplyFormatException("a content length that is not a number");
        }
        return OptionalLong.of(Long.parseLong(text));
    }

    private static List<String> tokens(Headers headers, String name) {
        List<String> values = headers.asMap().getOrDefault(name, List.of());
        return values.stream()
                .flatMap(value -> List.of(value.split(",", -1)).stream())
                .map(token -> token.strip().toLowerCase(Locale.ROOT))
                .filter(token -> !token.isEmpty())
                .toList();
    }
}
