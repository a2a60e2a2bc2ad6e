package dev.sluice.gateway.request;

import dev.sluice.gateway.resilience.AttemptLog;
import dev.sluice.gateway.routing.Route;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.ServerResponse;
import org.jspecify.annotations.Nullable;

/** Explains, to a client that asks for it, which models were called and which one answered. */
final class Explanation {
    /** With any value but {@code 0} it requests the explanation, which is sent under the same name. */
    static final HeaderName HEADER = HeaderNames.create("x-sluice-explain");

    private Explanation() {}

    /** Sets the header if it is requested: {@code model=..; provider=..; dialect=..; tried=model:outcome:time,..}. */
    static void report(
            ServerRequestHeaders headers, ServerResponse response, @Nullable Route answering, AttemptLog log) {
        if (!headers.contains(HEADER) || headers.get(HEADER).get().equals("0")) {
            return;
        }
        StringBuilder text = new StringBuilder(128);
        if (answering != null) {
            text.append("model=").append(AttemptLog.headerSafe(answering.listedId()));
            text.append("; provider=")
                    .append(AttemptLog.headerSafe(answering.provider().id()));
            text.append("; dialect=")
                    .append(AttemptLog.headerSafe(answering.dialect().name()));
            text.append("; ");
        }
        response.header(HEADER, text.append("tried=").append(log).toString());
    }
}
