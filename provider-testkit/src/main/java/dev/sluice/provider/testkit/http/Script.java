package dev.sluice.provider.testkit.http;

import java.util.Optional;

/**
 * Decides what a {@link ScriptedServer} replies. Called on the connection's own virtual thread, for many connections at once; it
 * may block.
 */
@FunctionalInterface
public interface Script {

    /** Answers a request whose body has been read whole. What it throws becomes a 500 that names the class. */
    Response answer(Request request);

    /**
     * Answers, if it wants to, before the body is read (and before {@code 100 Continue} is sent); the connection ends
     * after such an answer.
     *
     * @param head the request with an empty body
     */
    default Optional<Response> answerEarly(Request head) {
        return Optional.empty();
    }
}
