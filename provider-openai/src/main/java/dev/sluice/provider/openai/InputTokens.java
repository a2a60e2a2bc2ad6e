package dev.sluice.provider.openai;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.support.ApiCall;
import dev.sluice.provider.support.ApiClient;
import dev.sluice.provider.support.Bodies;
import dev.sluice.provider.support.TopLevel;
import dev.sluice.provider.support.UpstreamErrors;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Counts the input tokens of a Responses request by <a
 * href="https://platform.openai.com/docs/api-reference/responses/input-tokens">OpenAI's endpoint</a>. Other upstreams
 * may lack it; that is remembered. Thread-safe.
 */
final class InputTokens {
    private static final String PATH = "/responses/input_tokens";
    private static final Set<Integer> NO_SUCH_PATH = Set.of(404, 405, 501);

    private final ApiClient client;
    private final UpstreamErrors errors;
    private volatile boolean supported = true;

    InputTokens(ApiClient client, UpstreamErrors errors) {
        this.client = client;
        this.errors = errors;
    }

    ApiCall call(ProviderRequest request) {
        return ApiCall.post(PATH, request.body(), false, request.deadlines()).model(request.model());
    }

    /** Returns nothing if the upstream has no such endpoint. */
    OptionalLong count(ApiCall call) {
        if (!supported) {
            return OptionalLong.empty();
        }
        byte[] body;
        try {
            body = Bodies.whole(client.send(call));
        } catch (ProviderException e) {
            boolean path = NO_SUCH_PATH.contains(e.upstreamStatus().orElse(0));
            // An unknown model has the same status as an unknown path.
            if (!path || e.kind() == ErrorKind.UNKNOWN_MODEL) {
                throw e;
            }
            supported = false;
            return OptionalLong.empty();
        }
        OptionalLong count = TopLevel.number(body, "input_tokens");
        if (count.isEmpty()) {
            throw errors.protocol(PATH, "has no input_tokens");
        }
        return count;
    }
}
