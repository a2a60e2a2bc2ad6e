package dev.sluice.provider.testkit.copilot;

import dev.sluice.provider.testkit.http.Request;
import dev.sluice.provider.testkit.http.Response;
import jakarta.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The endpoints of the model catalogue. */
final class ModelEndpoints {

    private static final String PREFIX = "/models/";
    private static final String POLICY = "/policy";

    private final Catalogue catalogue;
    private final AutoMode autoMode;

    ModelEndpoints(Catalogue catalogue, AutoMode autoMode) {
        this.catalogue = catalogue;
        this.autoMode = autoMode;
    }

    Response list() {
        return Response.json(200, JsonValues.object("data", catalogue.entries(), "object", "list"));
    }

    /** Whatever lies under {@code /models/}. */
    Response below(Request request, String method) {
        String rest = URLDecoder.decode(request.path().substring(PREFIX.length()), StandardCharsets.UTF_8);
        if (method.equals("POST") && rest.equals("session")) {
            return autoMode.open();
        }
        if (method.equals("POST") && rest.endsWith(POLICY)) {
            return policy(request, rest.substring(0, rest.length() - POLICY.length()));
        }
        Optional<CatalogueEntry> model = method.equals("GET") ? catalogue.find(rest) : Optional.empty();
        return model.map(found -> Response.json(200, found.entry())).orElseGet(CopilotRefusals::notFound);
    }

    private Response policy(Request request, String id) {
        if (catalogue.find(id).isEmpty()) {
            return CopilotRefusals.notFound();
        }
        JsonObject body = JsonValues.parseObject(request.text())
                .orElseThrow(() -> new RefusedException(CopilotRefusals.unparsable()));
        String state = body.getString("state", "");
        if (!state.equals("enabled") && !state.equals("disabled")) {
            return CopilotRefusals.badRequest();
        }
        catalogue.policy(id, state);
        return Response.json(200, JsonValues.object("state", state));
    }
}
