import org.jspecify.annotations.NullMarked;

/** HTTP calls to upstreams by Helidon WebClient: deadlines for each phase, interruption, server-sent events. */
@NullMarked
module dev.sluice.upstream {
    requires static org.jspecify;
    requires transitive dev.sluice.provider;
    requires io.helidon.common.buffers;
    requires io.helidon.common.socket;
    requires io.helidon.common.uri;
    requires io.helidon.http;
    requires io.helidon.http.encoding;
    requires io.helidon.webclient.api;
    requires io.helidon.webclient.http1;

    exports dev.sluice.upstream;
}
