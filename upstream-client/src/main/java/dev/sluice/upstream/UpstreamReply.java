package dev.sluice.upstream;

import dev.sluice.provider.EventStream;
import dev.sluice.provider.Headers;
import dev.sluice.provider.UpstreamResponse;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/** A reply whose head has been read; the body may still be on its way. */
final class UpstreamReply implements UpstreamResponse {
    private static final int FIRST_SIZE = 1024;

    private final int status;
    private final Headers headers;
    private final Body body;
    private final AtomicBoolean taken = new AtomicBoolean();

    UpstreamReply(int status, Headers headers, Body body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public Headers headers() {
        return headers;
    }

    @Override
    public byte[] bytes(int limit) {
        take();
        byte[] whole = new byte[Math.min(FIRST_SIZE, limit)];
        int length = 0;
        body.beginRead();
        for (int count = body.fill(); count > 0; count = body.fill()) {
            if (count > limit - length) {
                throw body.tooLong(limit);
            }
            if (count > whole.length - length) {
                whole = Arrays.copyOf(whole, (int) Math.min(limit, Math.max(length + count, whole.length * 2L)));
            }
            System.arraycopy(body.array(), body.offset(), whole, length, count);
            body.consume(count);
            length += count;
        }
        body.endRead();
        return length == whole.length ? whole : Arrays.copyOf(whole, length);
    }

    @Override
    public EventStream events() {
        take();
        return new SseStream(body, SseStream.MAX_EVENT_BYTES);
    }

    @Override
    public InputStream stream() {
        take();
        return new BodyStream(body);
    }

    @Override
    public void close() {
        body.close();
    }

    private void take() {
        if (!taken.compareAndSet(false, true)) {
            throw new IllegalStateException("the body of a reply can be read once only");
        }
    }
}
