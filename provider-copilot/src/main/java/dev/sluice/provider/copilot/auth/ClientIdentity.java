package dev.sluice.provider.copilot.auth;

import dev.sluice.provider.Headers;
import dev.sluice.provider.Secret;

/**
 * What the provider says it is, to GitHub and to the Copilot API. A text that is empty is not sent.
 *
 * @param editorVersion {@code Editor-Version}, which exchanged tokens demand
 * @param editorPluginVersion {@code Editor-Plugin-Version}
 * @param userAgent {@code User-Agent}
 * @param integrationId {@code Copilot-Integration-Id}, which decides what the token may do
 * @param apiVersion {@code X-GitHub-Api-Version}, of the Copilot API alone
 */
public record ClientIdentity(
        String editorVersion, String editorPluginVersion, String userAgent, String integrationId, String apiVersion) {

    /** Starts the headers of a call to the Copilot API. */
    public Headers.Builder copilotHeaders(Secret token) {
        Headers.Builder headers = editorHeaders();
        set(headers, "Copilot-Integration-Id", integrationId);
        set(headers, "X-GitHub-Api-Version", apiVersion);
        return headers.set("Authorization", "Bearer " + token.reveal());
    }

    // The versions of the Copilot API are unknown to GitHub's, which answers them with 400.
    Headers.Builder gitHubHeaders() {
        return editorHeaders().set("Accept", "application/json");
    }

    private Headers.Builder editorHeaders() {
        Headers.Builder headers = Headers.builder();
        set(headers, "Editor-Version", editorVersion);
        set(headers, "Editor-Plugin-Version", editorPluginVersion);
        set(headers, "User-Agent", userAgent);
        return headers;
    }

    private static void set(Headers.Builder headers, String name, String value) {
        if (!value.isBlank()) {
            headers.set(name, value);
        }
    }
}
