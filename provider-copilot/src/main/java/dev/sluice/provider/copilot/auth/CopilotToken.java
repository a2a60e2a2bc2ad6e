package dev.sluice.provider.copilot.auth;

import java.time.Instant;

/**
 * A Copilot token in use.
 *
 * @param credential the token and its API host
 * @param life how long it is used
 */
record CopilotToken(Credential credential, Lifetime life) {

    boolean due(Instant now) {
        return !now.isBefore(life.refreshAt());
    }

    boolean fresh(Instant now) {
        return now.isBefore(life.freshUntil());
    }

    boolean valid(Instant now) {
        return now.isBefore(life.validUntil());
    }
}
