package dev.sluice.gateway.connection;

/** The phase of a connection, which decides the deadline of its client. */
enum Phase {
    /** Nothing was received yet. */
    OPENED,
    /** The first byte of a request was received, but not the end of its headers. */
    HEAD,
    /** A request is handled; its body may not be complete. */
    EXCHANGE,
    /** A request was answered, and the next one has not started. */
    IDLE,
    /** The last reply was sent; what the client still sends is discarded so that it can read it. */
    DRAINING
}
