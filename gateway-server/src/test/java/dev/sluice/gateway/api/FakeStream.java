package dev.sluice.gateway.api;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Reply;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A stream that a test feeds. */
final class FakeStream implements EventStream {
    private sealed interface Step {
        record Event(ServerSentEvent event) implements Step {}

        record Failure(ProviderException failure) implements Step {}

        record End() implements Step {}
    }

    final CountDownLatch closed = new CountDownLatch(1);
    private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
    private volatile @Nullable TokenUsage usage;

    static FakeStream of(String... chunks) {
        FakeStream stream = new FakeStream();
        for (String chunk : chunks) {
            stream.send(chunk);
        }
        return stream;
    }

    FakeStream send(String data) {
        steps.add(new Step.Event(ServerSentEvent.of(data.getBytes(StandardCharsets.UTF_8))));
        return this;
    }

    FakeStream send(String type, String data) {
        steps.add(new Step.Event(ServerSentEvent.of(type, data.getBytes(StandardCharsets.UTF_8))));
        return this;
    }

    FakeStream end() {
        steps.add(new Step.End());
        return this;
    }

    FakeStream fail(ErrorKind kind, String message) {
        steps.add(new Step.Failure(new ProviderException(kind, message)));
        return this;
    }

    FakeStream cost(long input, long output) {
        usage = TokenUsage.of(input, output);
        return this;
    }

    Reply reply() {
        return new Reply.Streaming(Headers.empty(), this);
    }

    @Override
    public @Nullable ServerSentEvent next() {
        try {
            return switch (steps.take()) {
                case Step.Event(ServerSentEvent event) -> event;
                case Step.Failure(ProviderException failure) -> throw failure;
                case Step.End() -> null;
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderException(ErrorKind.CANCELLED, "interrupted", e);
        }
    }

    @Override
    public boolean ready() {
        return !steps.isEmpty();
    }

    @Override
    public Optional<TokenUsage> usage() {
        return Optional.ofNullable(usage);
    }

    @Override
    public void close() {
        if (closed.getCount() > 0) {
            closed.countDown();
            fail(ErrorKind.CANCELLED, "closed");
        }
    }
}
