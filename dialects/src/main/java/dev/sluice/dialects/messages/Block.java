package dev.sluice.dialects.messages;

import dev.sluice.json.JsonOutput;
import java.util.List;
import java.util.function.Consumer;

/** A content block that has been judged and is written once its place is known. */
record Block(boolean isThought, Consumer<JsonOutput> json) {
    static void write(List<Block> blocks, JsonOutput out) {
        out.array();
        blocks.forEach(block -> block.json.accept(out));
        out.endArray();
    }
}
