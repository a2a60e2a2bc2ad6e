import org.jspecify.annotations.NullMarked;

/** Bridges between dialects: a reader and a writer for each, around one form that is none of them. */
@NullMarked
module dev.sluice.dialects {
    requires static org.jspecify;
    requires transitive dev.sluice.provider;
    requires transitive dev.sluice.json;
    requires jtokkit;

    exports dev.sluice.dialects;
}
