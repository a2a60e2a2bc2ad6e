package dev.sluice.gateway.http;

import dev.sluice.gateway.routing.Listing;
import dev.sluice.gateway.routing.ShownModel;
import io.helidon.http.HeaderName;
import io.helidon.http.Headers;
import java.util.List;
import java.util.Optional;

/**
 * The format of one API for everything but model traffic: errors, limits and lists of models are in the format of the
 * client's API, wherever they arise. Immutable.
 */
public interface ApiFormat {

    /** Returns whether a path is of this API only. */
    boolean claims(String method, String path);

    /** Returns whether a request to a path of several APIs has headers that only this API's clients send. */
    boolean claims(Headers headers);

    /** Returns the HTTP status that an error is sent with. */
    int status(ErrorReply error);

    /** Writes an error as UTF-8 JSON without line breaks. */
    byte[] error(ErrorReply error, String requestId);

    /** Writes all models, as UTF-8 JSON. */
    byte[] models(Listing listing);

    /** Writes one model, as UTF-8 JSON. */
    byte[] model(ShownModel model);

    /** Returns the reply headers for the request's id, beside {@code x-request-id}. */
    List<HeaderName> requestIdHeaders();

    /** Returns the headers, beside {@code Authorization}, in which its clients send a key. */
    List<HeaderName> keyHeaders();

    /** Returns the query parameter in which its clients may send a key. */
    Optional<String> keyParameter();

    /** Returns the headers in which its clients expect rate limits. */
    List<RateLimitFormat> rateLimits();

    /** Returns the request headers that are forwarded to a provider; never a credential. */
    List<HeaderName> requestHeaders();

    /** Returns the reply headers that are forwarded to a client, in lower case; one that ends in a dash is a prefix. */
    List<String> replyHeaders();

    /** Returns examples of its paths for the error of an unknown path; empty if those of other APIs suffice. */
    String hint();
}
