package dev.sluice.provider.copilot.chat;

/** A chat request as Copilot takes it, and what was learnt of it in reading. Immutable but for the shared body. */
public final class MendedRequest {
    private final byte[] body;
    private final String model;
    private final boolean vision;
    private final boolean byUser;
    private final int choices;
    private final boolean usageWanted;

    MendedRequest(ChatRequest request, byte[] body) {
        this.body = body;
        this.model = request.model();
        this.vision = request.messages().vision();
        this.byUser = request.messages().byUser();
        this.choices = request.choices();
        this.usageWanted = request.usageWanted();
    }

    /**
     * Returns what to send.
     *
     * @return the caller's own array if nothing had to be mended; shared, not to be changed
     */
    public byte[] body() {
        return body;
    }

    /**
     * Returns the model asked.
     *
     * @return the upstream's own id
     */
    public String model() {
        return model;
    }

    /**
     * Tells whether a message holds an image, which Copilot wants to know from a header.
     *
     * @return true if at least one does
     */
    public boolean vision() {
        return vision;
    }

    /**
     * Tells whether the last message is the user's own, on which Copilot's billing depends. A tool's result or the
     * beginning of an answer carries an earlier turn on.
     *
     * @return true as well if there is no message
     */
    public boolean byUser() {
        return byUser;
    }

    /**
     * Returns how many alternatives the caller asked for. With one, further choices in the answer are
     * parts of the same message.
     *
     * @return at least 1
     */
    public int choices() {
        return choices;
    }

    /**
     * Tells whether a stream is to close with a chunk of its own about the tokens used.
     *
     * @return true if the caller asked for it
     */
    public boolean usageWanted() {
        return usageWanted;
    }
}
