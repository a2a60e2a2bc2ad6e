package dev.sluice.provider.copilot;

import dev.sluice.provider.EventStream;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import dev.sluice.provider.UpstreamResponse;
import dev.sluice.provider.copilot.api.CopilotCall;
import dev.sluice.provider.copilot.api.CopilotClient;
import dev.sluice.provider.copilot.chat.ChatAggregate;
import dev.sluice.provider.copilot.chat.ChatReply;
import dev.sluice.provider.copilot.chat.ChatRequest;
import dev.sluice.provider.copilot.chat.ChatStream;
import dev.sluice.provider.copilot.chat.EmbeddingsReply;
import dev.sluice.provider.copilot.chat.EmbeddingsRequest;
import dev.sluice.provider.support.Bodies;
import dev.sluice.provider.support.ReplyHeaders;
import java.time.Clock;

/** Chat completions and embeddings: normalized, sent, and the answers normalized, so that clients see plain OpenAI. */
final class OpenAiCalls {
    private final CopilotClient api;
    private final KnownModels models;
    private final Clock clock;

    OpenAiCalls(CopilotClient api, KnownModels models, Clock clock) {
        this.api = api;
        this.models = models;
        this.clock = clock;
    }

    Reply chat(ProviderRequest request) {
        boolean collect = !request.streaming() && models.collected(request.model());
        ChatRequest normalized = collect
                ? ChatRequest.normalizeForAggregate(request.body(), request.model())
                : ChatRequest.normalize(request.body(), request.model());
        boolean streaming = collect || request.streaming();
        CopilotCall call = CopilotCall.post("/chat/completions", normalized.body(), request.deadlines())
                .intent("conversation-panel")
                .initiated(normalized.byUser())
                .vision(normalized.vision())
                .streaming(streaming);
        UpstreamResponse response = api.send(call);
        Headers headers = ReplyHeaders.safe(response.headers());
        if (!streaming) {
            return ChatReply.normalize(headers, Bodies.whole(response), normalized, clock);
        }
        EventStream stream = ChatStream.of(response.events(), normalized, clock);
        return collect ? ChatAggregate.of(headers, stream) : new Reply.Streaming(headers, stream);
    }

    Reply embeddings(ProviderRequest request) {
        EmbeddingsRequest normalized = EmbeddingsRequest.normalize(request.body(), request.model());
        CopilotCall call = CopilotCall.post("/embeddings", normalized.body(), request.deadlines())
                .intent("copilot-panel")
                .initiated(true)
                .streaming(false);
        UpstreamResponse response = api.send(call);
        Headers headers = ReplyHeaders.safe(response.headers());
        return EmbeddingsReply.normalize(headers, Bodies.whole(response), normalized);
    }
}
