import org.jspecify.annotations.NullMarked;

/** JSON as the UTF-8 bytes that it came in: read in one pass to an index, changed by splicing, written without a tree. */
@NullMarked
module dev.sluice.json {
    requires static org.jspecify;

    exports dev.sluice.json;
}
