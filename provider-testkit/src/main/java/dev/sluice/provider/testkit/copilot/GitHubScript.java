package dev.sluice.provider.testkit.copilot;

import dev.sluice.provider.testkit.http.Request;
import dev.sluice.provider.testkit.http.Response;
import dev.sluice.provider.testkit.http.Script;

/** Dispatches requests to GitHub's endpoints. */
final class GitHubScript implements Script {

    private final DeviceEndpoints device;
    private final DevicePage page;
    private final GitHubApiEndpoints api;

    GitHubScript(DeviceEndpoints device, DevicePage page, GitHubApiEndpoints api) {
        this.device = device;
        this.page = page;
        this.api = api;
    }

    @Override
    public Response answer(Request request) {
        String method = request.method().equals("HEAD") ? "GET" : request.method();
        return switch (method + " " + request.path()) {
            case "POST /login/device/code" -> device.code(request);
            case "POST /login/oauth/access_token" -> device.accessToken(request);
            case "GET /login/device" -> page.show(request);
            case "POST /login/device" -> page.decide(request);
            case "GET /user" -> api.user(request);
            case "GET /copilot_internal/v2/token" -> api.exchange(request);
            case "GET /copilot_internal/user" -> api.copilotUser(request);
            case "POST /graphql" -> api.graphQl(request);
            default -> GitHubErrors.notFound();
        };
    }
}
