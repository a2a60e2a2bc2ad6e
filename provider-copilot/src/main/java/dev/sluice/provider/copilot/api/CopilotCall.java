package dev.sluice.provider.copilot.api;

import dev.sluice.provider.Deadlines;
import dev.sluice.provider.Headers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call to the Copilot API, to be sent with whatever credential is good at the time. */
public final class CopilotCall {
    private final String path;
    private final byte @Nullable [] body;
    private final Deadlines deadlines;
    private final Headers.Builder extra = Headers.builder();

    private CopilotCall(String path, byte @Nullable [] body, Deadlines deadlines) {
        this.path = path;
        this.body = body;
        this.deadlines = deadlines;
    }

    /** Makes a GET; the path begins with a slash, from the API's root. */
    public static CopilotCall get(String path, Deadlines deadlines) {
        return new CopilotCall(path, null, deadlines);
    }

    /** Makes a POST of JSON; the path begins with a slash, from the API's root. The body is not copied. */
    public static CopilotCall post(String path, byte[] body, Deadlines deadlines) {
        CopilotCall call = new CopilotCall(path, body, deadlines);
        call.extra.set("Content-Type", "application/json");
        return call;
    }

    /** Says what kind of use this is. */
    public CopilotCall intent(String value) {
        extra.set("OpenAI-Intent", value);
        return this;
    }

    /**
     * Sets whether the call is a person's own turn or an agent's step, on which billing depends: never guessed in the
     * client's favour.
     */
    public CopilotCall initiated(boolean byUser) {
        extra.set("X-Initiator", byUser ? "user" : "agent");
        return this;
    }

    public CopilotCall vision(boolean images) {
        if (images) {
            extra.set("Copilot-Vision-Request", "true");
        }
        return this;
    }

    /** Sets whether the reply is to be server-sent events. */
    public CopilotCall streaming(boolean stream) {
        extra.set("Accept", stream ? "text/event-stream" : "application/json");
        return this;
    }

    /** Sets a header of the path's own; the value has no line breaks. */
    public CopilotCall header(String name, String value) {
        extra.set(name, value);
        return this;
    }

    String path() {
        return path;
    }

    Optional<byte[]> body() {
        return Optional.ofNullable(body);
    }

    Deadlines deadlines() {
        return deadlines;
    }

    Headers extra() {
        return extra.build();
    }
}
