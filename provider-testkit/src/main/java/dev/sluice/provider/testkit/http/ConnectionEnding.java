package dev.sluice.provider.testkit.http;

/** How a connection ends prematurely. */
public enum ConnectionEnding {
    /** An orderly TCP end (FIN) in the middle of a message. */
    CLOSE,
    /** An RST; what the peer has not read yet may be lost. */
    RESET
}
