package dev.sluice.provider.testkit.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a reply is sent: pace, stalls and cuts.
 *
 * @param pace time between two parts
 * @param pieceSize bytes a write (and an HTTP chunk) at most; 0 for a part at once
 * @param headStall held before the status line
 * @param bodyStall held after the head
 * @param partStall held after {@code stallAfterParts} parts
 * @param stallAfterParts see {@code partStall}
 * @param headCut bytes of the head that are sent before the connection ends; -1 for all of it
 * @param bodyCut bytes of the body that are sent before the connection ends; -1 for all of it
 * @param partCut parts that are sent before the connection ends; -1 for all of them
 * @param reset whether a cut is an RST instead of a FIN
 */
record Delivery(
        Duration pace,
        int pieceSize,
        @Nullable Stall headStall,
        @Nullable Stall bodyStall,
        @Nullable Stall partStall,
        int stallAfterParts,
        int headCut,
        long bodyCut,
        int partCut,
        boolean reset) {

    static final Delivery PLAIN = new Delivery(Duration.ZERO, 0, null, null, null, 0, -1, -1, -1, false);

    Delivery pace(Duration time) {
        return new Delivery(
                time, pieceSize, headStall, bodyStall, partStall, stallAfterParts, headCut, bodyCut, partCut, reset);
    }

    Delivery pieces(int size) {
        return new Delivery(
                pace, size, headStall, bodyStall, partStall, stallAfterParts, headCut, bodyCut, partCut, reset);
    }

    Delivery headStall(Stall stall) {
        return new Delivery(
                pace, pieceSize, stall, bodyStall, partStall, stallAfterParts, headCut, bodyCut, partCut, reset);
    }

    Delivery bodyStall(Stall stall) {
        return new Delivery(
                pace, pieceSize, headStall, stall, partStall, stallAfterParts, headCut, bodyCut, partCut, reset);
    }

    Delivery partStall(int parts, Stall stall) {
        return new Delivery(pace, pieceSize, headStall, bodyStall, stall, parts, headCut, bodyCut, partCut, reset);
    }

    Delivery headCut(int bytes, boolean byReset) {
        return new Delivery(
                pace, pieceSize, headStall, bodyStall, partStall, stallAfterParts, bytes, bodyCut, partCut, byReset);
    }

    Delivery bodyCut(long bytes, boolean byReset) {
        return new Delivery(
                pace, pieceSize, headStall, bodyStall, partStall, stallAfterParts, headCut, bytes, partCut, byReset);
    }

    Delivery partCut(int parts, boolean byReset) {
        return new Delivery(
                pace, pieceSize, headStall, bodyStall, partStall, stallAfterParts, headCut, bodyCut, parts, byReset);
    }
}
