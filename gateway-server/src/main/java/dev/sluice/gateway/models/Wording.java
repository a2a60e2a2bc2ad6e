package dev.sluice.gateway.models;

import dev.sluice.dialects.Bridges;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A request as one model is sent it.
 *
 * @param request in the model's dialect
 * @param reply turns its reply into the caller's dialect
 * @param leftOut the fields that the model is not told, as its dialect has no place for them
 */
record Wording(ProviderRequest request, UnaryOperator<Reply> reply, List<String> leftOut) {

    /**
     * What a caller asks, whoever answers.
     *
     * @param surface the API by which it came
     * @param facts what was read of it
     * @param headers those that a provider may see
     * @param requestId the id that the log knows it by
     */
    record Question(Surface surface, RequestFacts facts, Headers headers, String requestId) {}

    /**
     * Finds the words for a model.
     *
     * @throws dev.sluice.provider.ProviderException if the request is wrong, or can't be carried into the model's
     *     dialect
     */
    static Wording of(Question question, byte[] body, ModelRoute route, Bridges bridges) {
        Asked asked = question.surface().ask(route, question.facts(), body, bridges);
        return new Wording(request(question, route, asked.request()), asked::reply, asked.leftOut());
    }

    private static ProviderRequest request(Question question, ModelRoute route, byte[] body) {
        return ProviderRequest.builder(route.dialect(), route.model().id(), body)
                .streaming(question.facts().streaming())
                .headers(question.headers())
                .requestId(question.requestId())
                .deadlines(route.deadlines())
                .build();
    }
}
