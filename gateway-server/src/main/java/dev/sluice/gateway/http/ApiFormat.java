package dev.sluice.gateway.http;

import dev.sluice.gateway.routing.Listing;
import dev.sluice.gateway.routing.ShownModel;
import io.helidon.http.HeaderName;
import io.helidon.http.Headers;
import java.util.List;
import java.util.Optional;

/**
 * How one API puts what is not model traffic: a caller is told of errors, limits and models in the way of the API that it
 * speaks, whatever went wrong, and wherever. Immutable.
 */
public interface ApiFormat {

    /** Tells whether a path is this API's alone. */
    boolean claims(String method, String path);

    /** Tells whether a request to a path of several APIs has headers that only this API's clients send. */
    boolean claims(Headers headers);

    /** Returns the HTTP status that an error is sent with. */
    int status(ErrorReply error);

    /** Writes an error as UTF-8 JSON without line breaks. */
    byte[] error(ErrorReply error, String requestId);

    /** Writes all models, as UTF-8 JSON. */
    byte[] models(Listing listing);

    /** Writes one model, as UTF-8 JSON. */
    byte[] model(ShownModel model);

    /** Returns the headers of every reply, beside {@code x-request-id}, that name the request's id. */
    List<HeaderName> requestIdHeaders();

    /** Returns the headers, beside {@code Authorization}, in which its clients show a key. */
    List<HeaderName> keyHeaders();

    /** Returns the query parameter in which its clients may show a key. */
    Optional<String> keyParameter();

    /** Returns the headers by which its clients are told of rate limits. */
    List<RateLimitFormat> rateLimits();

    /** Returns the headers of requests that a provider may see; never a credential. */
    List<HeaderName> requestHeaders();

    /** Returns the headers of replies that a caller may see, in lower case; what ends in a dash is the start of names. */
    List<String> replyHeaders();

    /** Returns examples of its paths, for a caller who has asked for one that does not exist; empty if others' will do. */
    String hint();
}
