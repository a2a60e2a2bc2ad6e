import org.jspecify.annotations.NullMarked;

/**
 * What providers of HTTP APIs have in common, for every provider's author. Incubating: the gateway loads providers that
 * were built against the very minor version it has.
 */
@NullMarked
module dev.sluice.provider.support {
    requires static org.jspecify;
    requires transitive dev.sluice.provider;
    requires dev.sluice.json;

    exports dev.sluice.provider.support;
}
