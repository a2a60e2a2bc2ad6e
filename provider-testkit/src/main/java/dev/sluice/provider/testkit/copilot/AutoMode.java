package dev.sluice.provider.testkit.copilot;

import dev.sluice.provider.testkit.http.Request;
import dev.sluice.provider.testkit.http.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions of auto mode, in which the service chooses the model; a session lasts an hour. */
final class AutoMode {

    private static final List<String> CHOICE = List.of("gpt-4.1", "gpt-5-mini", "claude-haiku-4.5");

    private final InstantSource clock;
    private final Map<String, Instant> sessions = new ConcurrentHashMap<>();

    AutoMode(InstantSource clock) {
        this.clock = clock;
    }

    Response open() {
        Instant expiresAt = clock.instant().plus(Duration.ofHours(1));
        String token = "auto-" + SimulatedCredentials.hex(16);
        sessions.put(token, expiresAt);
        return Response.json(
                200,
                JsonValues.object(
                        "available_models",
                        CHOICE,
                        "selected_model",
                        CHOICE.getFirst(),
                        "session_token",
                        token,
                        "expires_at",
                        expiresAt.getEpochSecond(),
                        "discounted_costs",
                        JsonValues.object("gpt-4.1", 0.1)));
    }

    /** A request need not name a session; one that does must name a living one. */
    void check(Request request) {
        request.header("Copilot-Session-Token").ifPresent(token -> {
            Instant expiresAt = sessions.get(token);
            if (expiresAt == null || !clock.instant().isBefore(expiresAt)) {
                throw new RefusedException(CopilotRefusals.invalidAutoMode());
            }
        });
    }
}
