package dev.sluice.it;

import dev.sluice.provider.testkit.http.ConnectionEnding;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.Stall;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** What befalls an upstream. */
enum DrillFault {
    /** Connections are refused. */
    DEAD(Reach.EVERYTHING),
    /** Takes requests and never answers. */
    SILENT(Reach.EVERYTHING),
    /** A page in HTML, with status 200. */
    LYING_PAGE(Reach.EVERYTHING),
    /** Half of the JSON, or of the events, and a proper end of the message. */
    LYING_HALF(Reach.BEGUN_STREAMS),
    /** Streams end properly, but for their last chunk and {@code [DONE]}; whole replies are as they should be. */
    LYING_END(Reach.BEGUN_STREAMS),
    /** Takes requests and resets the connection. */
    HALF_OPEN_RESET(Reach.EVERYTHING),
    /** Sends a head, and nothing more. */
    HALF_OPEN_HEAD(Reach.EVERYTHING),
    /** Falls silent after the first event of a stream, and after a whole reply: whoever keeps the connection has nothing. */
    HALF_OPEN_STREAM(Reach.BEGUN_STREAMS),
    /** Resets every second request. */
    FLAPPING(Reach.SOME);

    /** What it spoils. */
    enum Reach {
        /** Every request, before its reply has begun. */
        EVERYTHING,
        /** Streams that have begun, after which nobody else can be asked. */
        BEGUN_STREAMS,
        /** Some requests, before their replies have begun. */
        SOME
    }

    private final Reach reach;

    DrillFault(Reach reach) {
        this.reach = reach;
    }

    Reach reach() {
        return reach;
    }

    void strike(UnreliableUpstream upstream) {
        switch (this) {
            case DEAD -> upstream.die();
            case SILENT -> upstream.fail(_ -> true, Fault.neverAnswering());
            case LYING_PAGE -> upstream.fail(_ -> true, Fault.htmlPage());
            case LYING_HALF -> upstream.fail(_ -> true, Fault.truncatedBody());
            case LYING_END -> upstream.fail(request -> request.text().contains("\"stream\":true"), withoutEnd());
            case HALF_OPEN_RESET -> upstream.fail(_ -> true, Fault.endingBeforeHead(ConnectionEnding.RESET));
            case HALF_OPEN_HEAD -> upstream.fail(_ -> true, Fault.stallingBeforeBody(Stall.untilReleased()));
            case HALF_OPEN_STREAM -> upstream.fail(_ -> true, Fault.stallingAfterParts(1, Stall.untilReleased()));
            case FLAPPING -> flap(upstream);
        }
    }

    private static void flap(UnreliableUpstream upstream) {
        AtomicInteger requests = new AtomicInteger();
        upstream.fail(_ -> requests.getAndIncrement() % 2 == 0, Fault.endingBeforeHead(ConnectionEnding.RESET));
    }

    private static Fault withoutEnd() {
        return Fault.altering(response -> response.editEvents(events -> List.copyOf(events.subList(0, 2))));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
