package com.example.telegraph;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A stream that comes from nowhere but this class: words, an end, and [DONE]. */
final class TelegraphStream implements EventStream {
    private static final String CHUNK = "{\"id\":\"telegram\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"%s\","
            + "\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}";

    private final String model;
    private final String text;
    private final int times;
    private final boolean counted;
    private final CountDownLatch begun = new CountDownLatch(1);
    private int told;

    TelegraphStream(String model, String text, int times, boolean counted) {
        this.model = model;
        this.text = text;
        this.times = times;
        this.counted = counted;
    }

    void begin() {
        begun.countDown();
    }

    @Override
    public ServerSentEvent next() {
        try {
            begun.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderException(ErrorKind.CANCELLED, "the operator was called away", e);
        }
        told++;
        if (told <= times) {
            return chunk("{\"role\":\"assistant\",\"content\":\"" + text + " \"}", "null");
        }
        return switch (told - times) {
            case 1 -> chunk("{}", "\"stop\"");
            case 2 -> ServerSentEvent.of("", "[DONE]".getBytes(StandardCharsets.US_ASCII));
            default -> null;
        };
    }

    private ServerSentEvent chunk(String delta, String reason) {
        return ServerSentEvent.of(CHUNK.formatted(model, delta, reason).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean ready() {
        return begun.getCount() == 0;
    }

    @Override
    public Optional<TokenUsage> usage() {
        return counted ? Optional.of(TokenUsage.of(11, times)) : Optional.empty();
    }

    @Override
    public void close() {
        begun.countDown();
    }
}
