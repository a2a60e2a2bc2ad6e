package dev.sluice.gateway.http;

/** How a reply ended. */
public enum StreamOutcome {
    /** The reply is complete, whatever its status. */
    COMPLETE("complete"),
    /** The client disconnected before the end. */
    CLIENT_GONE("client_gone"),
    /** The upstream broke off, or sent an invalid stream. */
    UPSTREAM_ERROR("upstream_error"),
    /** The upstream was silent for too long. */
    UPSTREAM_TIMEOUT("upstream_timeout"),
    /** The reply exceeded the deadline for all of it. */
    TOTAL_DEADLINE("total_deadline"),
    /** An internal error of the gateway or of a provider. */
    GATEWAY_ERROR("gateway_error"),
    /** The gateway was shut down before the reply ended. */
    STOPPED("stopped");

    private final String label;

    StreamOutcome(String label) {
        this.label = label;
    }

    /** Returns the name for metrics and log lines, in lower case with underscores. */
    public String label() {
        return label;
    }
}
