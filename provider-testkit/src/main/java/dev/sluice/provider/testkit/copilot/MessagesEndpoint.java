package dev.sluice.provider.testkit.copilot;

import dev.sluice.provider.testkit.http.Request;
import dev.sluice.provider.testkit.http.Response;
import jakarta.json.JsonObject;

/** {@code POST /v1/messages} and {@code POST /v1/messages/count_tokens}. */
final class MessagesEndpoint {

    private static final String PATH = "/v1/messages";

    private final RequestRules admission;
    private final AnswerSource answers;

    MessagesEndpoint(RequestRules admission, AnswerSource answers) {
        this.admission = admission;
        this.answers = answers;
    }

    Response answer(Request request, CallerToken caller) {
        JsonObject body = admission.body(request);
        CatalogueEntry model = admission.model(request, body, caller);
        admission.chat(model, PATH);
        MessagesRules.limit(body);
        MessagesRules.check(request, body, model);
        PromptFacts conversation = MessagesConversation.read(body, model);
        long limit = model.limit("max_prompt_tokens", Integer.MAX_VALUE);
        if (conversation.promptTokens() > limit) {
            throw new RefusedException(MessagesErrors.promptTooLong(conversation.promptTokens(), limit));
        }
        admission.charge(request, model);
        ModelAnswer answer = answers.to(conversation, model);
        String thinking = JsonValues.child(body, "thinking").getString("type", "disabled");
        MessagesReplies replies =
                new MessagesReplies(model, answer, TokensUsed.of(conversation, answer), !thinking.equals("disabled"));
        return JsonValues.flag(body, "stream")
                ? Response.events(replies.events())
                : Response.json(200, replies.whole());
    }

    Response count(Request request, CallerToken caller) {
        JsonObject body = admission.body(request);
        CatalogueEntry model = admission.model(request, body, caller);
        admission.chat(model, PATH);
        MessagesRules.check(request, body, model);
        return Response.json(200, JsonValues.object("input_tokens", MessagesConversation.promptTokens(body)));
    }
}
