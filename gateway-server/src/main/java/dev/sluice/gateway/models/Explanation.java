package dev.sluice.gateway.models;

import dev.sluice.gateway.resilience.Trail;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.ServerResponse;
import org.jspecify.annotations.Nullable;

/** Says, to a caller who asks for it, who answered and who was asked before. */
final class Explanation {
    /** With any value but {@code 0} it asks for the explanation, which comes under the same name. */
    static final HeaderName HEADER = HeaderNames.create("x-sluice-explain");

    private Explanation() {}

    static boolean wanted(ServerRequestHeaders headers) {
        return headers.contains(HEADER) && !headers.get(HEADER).get().equals("0");
    }

    /** Sets the header: {@code model=..; provider=..; dialect=..; tried=model:outcome:time,..}. */
    static void give(ServerResponse response, @Nullable ModelRoute answering, Trail trail) {
        StringBuilder text = new StringBuilder(128);
        if (answering != null) {
            text.append("model=").append(Trail.plain(answering.listedId()));
            text.append("; provider=").append(Trail.plain(answering.provider()));
            text.append("; dialect=").append(Trail.plain(answering.dialect().name()));
            text.append("; ");
        }
        response.header(HEADER, text.append("tried=").append(trail).toString());
    }
}
