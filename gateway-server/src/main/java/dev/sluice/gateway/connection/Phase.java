package dev.sluice.gateway.connection;

/** What a connection is doing, as far as its client's slowness is concerned. */
enum Phase {
    /** Nothing has come yet. */
    OPENED,
    /** The first byte of a request has come, and not yet the end of its headers. */
    HEAD,
    /** A request is handled; its body may still be on its way. */
    EXCHANGE,
    /** A request was answered, and the next one has not begun. */
    IDLE,
    /** The last reply was sent, and the client is given time to read it. */
    LINGERING
}
