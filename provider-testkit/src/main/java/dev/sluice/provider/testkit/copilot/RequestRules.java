package dev.sluice.provider.testkit.copilot;

import dev.sluice.provider.testkit.http.Request;
import jakarta.json.JsonObject;
import java.util.Optional;

/** Checks the rules that all generating and embedding endpoints share: body, model, session, quota. */
final class RequestRules {

    private static final int MAX_BODY = 5 * 1024 * 1024;
    private static final String DEFAULT_MODEL = "gpt-4.1";

    private final Catalogue catalogue;
    private final AutoMode autoMode;
    private final SimulatedAccount account;

    RequestRules(Catalogue catalogue, AutoMode autoMode, SimulatedAccount account) {
        this.catalogue = catalogue;
        this.autoMode = autoMode;
        this.account = account;
    }

    JsonObject body(Request request) {
        if (request.body().length > MAX_BODY) {
            throw new RefusedException(CopilotLimits.bodyTooLarge());
        }
        return JsonValues.parseObject(request.text())
                .orElseThrow(() -> new RefusedException(CopilotRefusals.unparsable()));
    }

    /** The model that the body names; where chat completions name none, the service chooses. */
    CatalogueEntry model(Request request, JsonObject body, CallerToken caller) {
        String endpoint = request.path();
        autoMode.check(request);
        Optional<String> named = JsonValues.text(body, "model");
        if (named.isEmpty() && !endpoint.equals("/chat/completions")) {
            throw new RefusedException(CopilotRefusals.modelNotSupported());
        }
        CatalogueEntry model = catalogue
                .find(named.orElse(DEFAULT_MODEL))
                .orElseThrow(() -> new RefusedException(CopilotRefusals.modelNotSupported()));
        boolean hidden = !caller.exchanged() && catalogue.exchangedOnly(model.id());
        if (hidden || !model.allowed()) {
            throw new RefusedException(CopilotRefusals.modelNotSupported());
        }
        return model;
    }

    void chat(CatalogueEntry model, String endpoint) {
        if (!model.is("chat")) {
            throw new RefusedException(CopilotRefusals.modelNotSupported());
        }
        if (!model.speaks(endpoint)) {
            throw new RefusedException(CopilotRefusals.unsupportedApi(model.id(), endpoint));
        }
    }

    void prompt(CatalogueEntry model, long tokens) {
        long limit = model.limit("max_prompt_tokens", Integer.MAX_VALUE);
        if (tokens > limit) {
            throw new RefusedException(CopilotRefusals.promptTooLong(tokens, limit));
        }
    }

    /** Only the user's own turns count against the quota, by the model's multiplier. */
    void charge(Request request, CatalogueEntry model) {
        boolean premium = model.multiplier() > 0;
        if (premium && account.quota().exhausted()) {
            throw new RefusedException(CopilotLimits.quotaExceeded("3600"));
        }
        if (premium && request.header("X-Initiator").orElse("").equals("user")) {
            account.quota().use(model.multiplier());
        }
    }
}
