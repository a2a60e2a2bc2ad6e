package com.example.acme;

import dev.sluice.provider.*;

/** A stream that ends only behind [DONE]: before that, it broke off. */
final class AcmeStream implements EventStream {
    private final EventStream events;
    private boolean done;

    AcmeStream(EventStream events) {
        this.events = events;
    }

    @Override
    public ServerSentEvent next() {
        ServerSentEvent event = events.next();
        if (event == null && !done) {
            throw new ProviderException(ErrorKind.UPSTREAM_UNAVAILABLE, "Acme broke off in the middle of a reply.");
        }
        done = done || event != null && event.text().equals("[DONE]");
        return event;
    }

    @Override
    public void close() {
        events.close();
    }
}
