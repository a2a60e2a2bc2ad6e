package dev.sluice.provider.copilot.chat;

/** Who began a request: the user with a turn of their own, or a program that carries one on. Copilot bills the former. */
public enum Initiator {
    /** The last message is the user's. */
    USER("user"),
    /** The last message is a tool's, the assistant's or the system's. */
    AGENT("agent");

    private final String header;

    Initiator(String header) {
        this.header = header;
    }

    /**
     * Returns how the {@code X-Initiator} header says it.
     *
     * @return lower case
     */
    public String header() {
        return header;
    }
}
