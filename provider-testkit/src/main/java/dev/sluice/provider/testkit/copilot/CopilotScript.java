package dev.sluice.provider.testkit.copilot;

import dev.sluice.provider.testkit.http.Request;
import dev.sluice.provider.testkit.http.Response;
import dev.sluice.provider.testkit.http.Script;
import java.time.InstantSource;

/** Dispatches requests to the Copilot API's endpoints, after the check of their headers. */
final class CopilotScript implements Script {

    private final HeaderCheck gate;
    private final ModelEndpoints models;
    private final ChatEndpoint chat;
    private final ResponsesEndpoint responses;
    private final MessagesEndpoint messages;
    private final EmbeddingsEndpoint embeddings;

    CopilotScript(
            HeaderCheck gate,
            Catalogue catalogue,
            SimulatedAccount account,
            AnswerSource answers,
            InstantSource clock) {
        this.gate = gate;
        AutoMode autoMode = new AutoMode(clock);
        RequestRules admission = new RequestRules(catalogue, autoMode, account);
        this.models = new ModelEndpoints(catalogue, autoMode);
        this.chat = new ChatEndpoint(admission, answers, clock);
        this.responses = new ResponsesEndpoint(admission, answers, clock);
        this.messages = new MessagesEndpoint(admission, answers);
        this.embeddings = new EmbeddingsEndpoint(admission);
    }

    @Override
    public Response answer(Request request) {
        String method = request.method().equals("HEAD") ? "GET" : request.method();
        if (method.equals("GET") && request.path().equals("/_ping")) {
            return Response.text(200, "OK");
        }
        try {
            return admitted(request, method, gate.admit(request));
        } catch (RefusedException refused) {
            return refused.response();
        }
    }

    private Response admitted(Request request, String method, CallerToken caller) {
        return switch (method + " " + request.path()) {
            case "GET /models" -> models.list();
            case "POST /chat/completions" -> chat.answer(request, caller);
            case "POST /responses" -> responses.answer(request, caller);
            case "POST /v1/messages" -> messages.answer(request, caller);
            case "POST /v1/messages/count_tokens" -> messages.count(request, caller);
            case "POST /embeddings" -> embeddings.answer(request, caller);
            case String _ when request.path().startsWith("/models/") -> models.below(request, method);
            default -> CopilotRefusals.notFound();
        };
    }
}
