package dev.sluice.provider.testkit.copilot;

import dev.sluice.provider.testkit.http.Request;
import dev.sluice.provider.testkit.http.Response;
import jakarta.json.JsonObject;
import java.time.InstantSource;

/** {@code POST /responses}. */
final class ResponsesEndpoint {

    private final RequestRules admission;
    private final AnswerSource answers;
    private final InstantSource clock;
    private final ResponsesRules rules = new ResponsesRules();

    ResponsesEndpoint(RequestRules admission, AnswerSource answers, InstantSource clock) {
        this.admission = admission;
        this.answers = answers;
        this.clock = clock;
    }

    Response answer(Request request, CallerToken caller) {
        JsonObject body = admission.body(request);
        CatalogueEntry model = admission.model(request, body, caller);
        admission.chat(model, "/responses");
        rules.check(request, body, model);
        PromptFacts conversation = ResponsesConversation.read(body, model);
        admission.prompt(model, conversation.promptTokens());
        admission.charge(request, model);
        ModelAnswer answer = answers.to(conversation, model);
        if (JsonValues.texts(body, "include").contains("reasoning.encrypted_content")
                && answer.reasoning().isEmpty()) {
            answer = answer.thinking("The user wants an answer.");
        }
        ResponsesReplies replies = new ResponsesReplies(
                model,
                answer,
                TokensUsed.of(conversation, answer),
                clock.instant().getEpochSecond());
        return JsonValues.flag(body, "stream")
                ? Response.events(replies.events(rules))
                : Response.json(200, replies.whole(rules));
    }
}
