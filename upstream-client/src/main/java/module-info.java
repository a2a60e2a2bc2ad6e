import org.jspecify.annotations.NullMarked;

/** The HTTP client for upstreams: a deadline for each phase, interruption, server-sent events. */
@NullMarked
module dev.sluice.upstream {
    requires static org.jspecify;
    requires jdk.net;
    requires transitive dev.sluice.provider;

    exports dev.sluice.upstream;
}
