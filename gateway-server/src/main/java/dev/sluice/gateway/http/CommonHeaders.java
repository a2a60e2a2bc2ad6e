package dev.sluice.gateway.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The headers of every reply, whatever it is a reply to. */
final class CommonHeaders {
    static final HeaderName REQUEST_ID = HeaderNames.create("x-request-id");

    private CommonHeaders() {}

    static List<Header> of(String requestId, ApiFormat api) {
        List<Header> headers = new ArrayList<>(2);
        headers.add(HeaderValues.create(REQUEST_ID, requestId));
        for (HeaderName name : api.requestIdHeaders()) {
            headers.add(HeaderValues.create(name, requestId));
        }
        return headers;
    }

    /** Returns the names of all that replies of one API or another have. */
    static Stream<HeaderName> names(ApiFormats apis) {
        return Stream.concat(Stream.of(REQUEST_ID), apis.requestIdHeaders().stream());
    }
}
