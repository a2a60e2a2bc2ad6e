package dev.sluice.gateway.models;

import dev.sluice.dialects.Bridged;
import dev.sluice.dialects.BridgedEmbeddings;
import dev.sluice.dialects.Bridges;
import dev.sluice.provider.Reply;
import java.util.List;
import java.util.function.UnaryOperator;

/** A request as the provider is asked it, and the way back of its reply. */
final class Asked {
    private final byte[] request;
    private final List<String> leftOut;
    private final UnaryOperator<Reply> back;

    private Asked(byte[] request, List<String> leftOut, UnaryOperator<Reply> back) {
        this.request = request;
        this.leftOut = leftOut;
        this.back = back;
    }

    /** Asks in the caller's own words, but for the model's name. */
    static Asked same(RequestFacts facts, byte[] body, String upstreamId) {
        return new Asked(
                Bridges.withoutForeignSeals(facts.withModel(body, upstreamId)), List.of(), UnaryOperator.identity());
    }

    static Asked bridged(Bridged bridged) {
        return new Asked(bridged.request(), bridged.leftOut(), bridged::reply);
    }

    static Asked bridged(BridgedEmbeddings bridged, String upstreamId) {
        return new Asked(bridged.request(upstreamId), bridged.leftOut(), bridged::reply);
    }

    byte[] request() {
        return request;
    }

    /** Returns what the model is not told, as the caller names it. */
    List<String> leftOut() {
        return leftOut;
    }

    /** Turns the reply into the caller's dialect. */
    Reply reply(Reply reply) {
        return back.apply(reply);
    }
}
