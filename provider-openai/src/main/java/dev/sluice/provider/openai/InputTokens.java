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
 * Counts what a Responses request holds, as <a
 * href="https://platform.openai.com/docs/api-reference/responses/input-tokens">OpenAI offers</a>. Whoever else speaks
 * Responses may not, and is asked once. Safe for use by several threads.
 */
final class InputTokens {
    private static final String PATH = "/responses/input_tokens";
    private static final Set<Integer> NO_SUCH_PATH = Set.of(404, 405, 501);

    private final ApiClient client;
    private final UpstreamErrors errors;
    private volatile boolean offered = true;

    InputTokens(ApiClient client, UpstreamErrors errors) {
        this.client = client;
        this.errors = errors;
    }

    ApiCall call(ProviderRequest request) {
        return ApiCall.post(PATH, request.body(), false, request.deadlines()).model(request.model());
    }

    /** Counts; nothing if the upstream has no such path. */
    OptionalLong count(ApiCall call) {
        if (!offered) {
            return OptionalLong.empty();
        }
        byte[] body;
        try {
            body = Bodies.whole(client.send(call));
        } catch (ProviderException e) {
            boolean path = NO_SUCH_PATH.contains(e.upstreamStatus().orElse(0));
            // A model that is not there has the status of a path that is not.
            if (!path || e.kind() == ErrorKind.UNKNOWN_MODEL) {
                throw e;
            }
            offered = false;
            return OptionalLong.empty();
        }
        OptionalLong count = TopLevel.number(body, "input_tokens");
        if (count.isEmpty()) {
            throw errors.protocol(PATH, "has no input_tokens");
        }
        return count;
    }
}
