package dev.sluice.gateway.http;

/** How an answer ended. */
public enum StreamOutcome {
    /** Whole, whatever its status. */
    COMPLETE("complete"),
    /** The client left before the end. */
    CLIENT_GONE("client_gone"),
    /** The upstream broke off, or sent what is no stream. */
    UPSTREAM_ERROR("upstream_error"),
    /** The upstream fell silent for too long. */
    UPSTREAM_TIMEOUT("upstream_timeout"),
    /** It had its time, and was not over. */
    TOTAL_DEADLINE("total_deadline"),
    /** A defect of the gateway or of a provider. */
    GATEWAY_ERROR("gateway_error"),
    /** The gateway was stopped, and the answer outlived its grace. */
    STOPPED("stopped");

    private final String label;

    StreamOutcome(String label) {
        this.label = label;
    }

    /**
     * Returns the word that metrics and log lines use.
     *
     * @return lower case, joined by underscores
     */
    public String label() {
        return label;
    }
}
