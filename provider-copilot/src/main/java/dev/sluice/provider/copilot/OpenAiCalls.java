package dev.sluice.provider.copilot;

import dev.sluice.provider.EventStream;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import dev.sluice.provider.UpstreamResponse;
import dev.sluice.provider.copilot.api.ApiCall;
import dev.sluice.provider.copilot.api.CopilotApi;
import dev.sluice.provider.copilot.chat.ChatAggregate;
import dev.sluice.provider.copilot.chat.ChatReply;
import dev.sluice.provider.copilot.chat.ChatRequest;
import dev.sluice.provider.copilot.chat.ChatStream;
import dev.sluice.provider.copilot.chat.EmbeddingsReply;
import dev.sluice.provider.copilot.chat.EmbeddingsRequest;
import dev.sluice.provider.copilot.chat.MendedRequest;
import dev.sluice.provider.support.Bodies;
import dev.sluice.provider.support.ReplyHeaders;
import java.time.Clock;

/** Chat completions and embeddings: mended, sent, and the answers mended, so that callers see plain OpenAI. */
final class OpenAiCalls {
    private final CopilotApi api;
    private final KnownModels models;
    private final Clock clock;

    OpenAiCalls(CopilotApi api, KnownModels models, Clock clock) {
        this.api = api;
        this.models = models;
        this.clock = clock;
    }

    Reply chat(ProviderRequest request) {
        boolean collect = !request.streaming() && models.collected(request.model());
        MendedRequest mended = collect
                ? ChatRequest.mendForAggregate(request.body(), request.model())
                : ChatRequest.mend(request.body(), request.model());
        boolean streaming = collect || request.streaming();
        ApiCall call = ApiCall.post("/chat/completions", mended.body(), request.deadlines())
                .intent("conversation-panel")
                .initiated(mended.byUser())
                .vision(mended.vision())
                .streaming(streaming);
        UpstreamResponse response = api.send(call);
        Headers headers = ReplyHeaders.safe(response.headers());
        if (!streaming) {
            return ChatReply.mend(headers, Bodies.whole(response), mended, clock);
        }
        EventStream stream = ChatStream.of(response.events(), mended, clock);
        return collect ? ChatAggregate.of(headers, stream) : new Reply.Streaming(headers, stream);
    }

    Reply embeddings(ProviderRequest request) {
        EmbeddingsRequest mended = EmbeddingsRequest.mend(request.body(), request.model());
        ApiCall call = ApiCall.post("/embeddings", mended.body(), request.deadlines())
                .intent("copilot-panel")
                .initiated(true)
                .streaming(false);
        UpstreamResponse response = api.send(call);
        Headers headers = ReplyHeaders.safe(response.headers());
        return EmbeddingsReply.mend(headers, Bodies.whole(response), mended);
    }
}
