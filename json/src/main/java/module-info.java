import org.jspecify.annotations.NullMarked;

/** Reads and splices JSON as UTF-8 bytes, in one pass and without a tree. */
@NullMarked
module dev.sluice.json {
    requires static org.jspecify;

    exports dev.sluice.json;
}
