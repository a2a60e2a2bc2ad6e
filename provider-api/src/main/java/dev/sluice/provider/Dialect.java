package dev.sluice.provider;

/**
 * The request, reply and stream format of an API. Open: dialects without a constant in this version work as well.
 *
 * @param name lower-case words joined by dashes
 */
@Stable(since = "1.0")
public record Dialect(String name) {
    /** OpenAI's {@code POST /chat/completions}. */
    public static final Dialect CHAT_COMPLETIONS = new Dialect("chat-completions");

    /** OpenAI's {@code POST /responses}. */
    public static final Dialect RESPONSES = new Dialect("responses");

    /** Anthropic's {@code POST /v1/messages}. */
    public static final Dialect MESSAGES = new Dialect("messages");

    /**
     * Google's {@code generateContent}. The body names neither the model nor whether a stream is wanted:
     * {@link ProviderRequest} does. A stream's events are bare {@code data:} ones.
     */
    public static final Dialect GEMINI = new Dialect("gemini");

    /** OpenAI's {@code POST /embeddings}. */
    public static final Dialect EMBEDDINGS = new Dialect("embeddings");

    /** Refuses names that cannot stand in a configuration or a metric. */
    public Dialect {
        if (!name.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException(
                    "a dialect's name is lower-case words joined by dashes, not '" + name + "'");
        }
    }

    // By itself a record makes these when they are first called, which the gateway's start would have to wait for.
    @Override
    public boolean equals(Object other) {
        return other instanceof Dialect dialect && name.equals(dialect.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
