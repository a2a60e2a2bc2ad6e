package dev.sluice.provider.testkit.copilot;

import dev.sluice.provider.testkit.http.Request;
import jakarta.json.JsonObject;
import java.util.Optional;

/** The rules that every endpoint that generates or embeds shares: body, model, session, quota. */
final class Admission {

    private static final int MAX_BODY = 5 * 1024 * 1024;
    private static final String DEFAULT_MODEL = "gpt-4.1";

    private final Catalogue catalogue;
    private final AutoMode autoMode;
    private final SimulatedAccount account;

    Admission(Catalogue catalogue, AutoMode autoMode, SimulatedAccount account) {
        this.catalogue = catalogue;
        this.autoMode = autoMode;
        this.account = account;
    }

    JsonObject body(Request request) {
        if (request.body().length > MAX_BODY) {
            throw new RefusedException(CopilotLimits.bodyTooLarge());
        }
        return JsonTree.parseObject(request.text()).orElseThrow(() -> new RefusedException(CopilotErrors.unparsable()));
    }

    /** The model that the body names; where chat completions name none, the service chooses. */
    Model model(Request request, JsonObject body, Caller caller) {
        String endpoint = request.path();
        autoMode.check(request);
        Optional<String> named = JsonTree.text(body, "model");
        if (named.isEmpty() && !endpoint.equals("/chat/completions")) {
            throw new RefusedException(CopilotErrors.modelNotSupported());
        }
        Model model = catalogue
                .find(named.orElse(DEFAULT_MODEL))
                .orElseThrow(() -> new RefusedException(CopilotErrors.modelNotSupported()));
        boolean hidden = !caller.exchanged() && catalogue.exchangedOnly(model.id());
        if (hidden || !model.allowed()) {
            throw new RefusedException(CopilotErrors.modelNotSupported());
        }
        return model;
    }

    void chat(Model model, String endpoint) {
        if (!model.is("chat")) {
            throw new RefusedException(CopilotErrors.modelNotSupported());
        }
        if (!model.speaks(endpoint)) {
            throw new RefusedException(CopilotErrors.unsupportedApi(model.id(), endpoint));
        }
    }

    void prompt(Model model, long tokens) {
        long limit = model.limit("max_prompt_tokens", Integer.MAX_VALUE);
        if (tokens > limit) {
            throw new RefusedException(CopilotErrors.promptTooLong(tokens, limit));
        }
    }

    /** Only the user's own turns count against the quota, by the model's multiplier. */
    void charge(Request request, Model model) {
        boolean premium = model.multiplier() > 0;
        if (premium && account.quota().exhausted()) {
            throw new RefusedException(CopilotLimits.quotaExceeded("3600"));
        }
        if (premium && request.header("X-Initiator").orElse("").equals("user")) {
            account.quota().use(model.multiplier());
        }
    }
}
