package dev.sluice.provider.testkit.copilot;

import dev.sluice.provider.testkit.http.Request;
import dev.sluice.provider.testkit.http.Response;
import jakarta.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** {@code POST /chat/completions}. */
final class ChatEndpoint {

    private final RequestRules admission;
    private final AnswerSource answers;
    private final InstantSource clock;

    ChatEndpoint(RequestRules admission, AnswerSource answers, InstantSource clock) {
        this.admission = admission;
        this.answers = answers;
        this.clock = clock;
    }

    Response answer(Request request, CallerToken caller) {
        JsonObject body = admission.body(request);
        CatalogueEntry model = admission.model(request, body, caller);
        admission.chat(model, "/chat/completions");
        ChatRules.check(request, body, model);
        PromptFacts conversation = ChatConversation.read(body, model);
        admission.prompt(model, conversation.promptTokens());
        admission.charge(request, model);
        ModelAnswer answer = answers.to(conversation, model);
        boolean streamed = JsonValues.flag(body, "stream");
        if (!streamed) {
            answer = answer.limitedTo(model.limit("max_non_streaming_output_tokens", Integer.MAX_VALUE));
        }
        ChatTurn turn = new ChatTurn(
                model,
                answer,
                TokensUsed.of(conversation, answer),
                JsonValues.flag(JsonValues.child(body, "stream_options"), "include_usage"),
                clock.instant().getEpochSecond());
        ChatReplies replies = ChatReplies.of(model);
        return streamed ? Response.events(events(replies.chunks(turn))) : Response.json(200, replies.whole(turn));
    }

    private static List<String> events(List<JsonObject> chunks) {
        List<String> events = new ArrayList<>();
        chunks.forEach(chunk -> events.add("data: " + chunk + "\n\n"));
        events.add("data: [DONE]\n\n");
        return events;
    }
}
