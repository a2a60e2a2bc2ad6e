package dev.sluice.provider.copilot.auth;

import dev.sluice.provider.Secret;
import java.time.Duration;

/** What one poll of the device flow brought (RFC 8628, 3.5). */
sealed interface Poll {

    /** The user has approved. */
    record Approved(Secret token) implements Poll {}

    /** The user has not decided yet. */
    record Waiting() implements Poll {}

    /** Polls came too fast; the interval grows to at least {@code named}, zero if GitHub named none. */
    record SlowDown(Duration named) implements Poll {}

    /** The code has ended. */
    record Expired() implements Poll {}

    /** The user has said no. */
    record Denied() implements Poll {}

    /** No code of this application will ever be approved. */
    record Broken(String reason) implements Poll {}

    /** GitHub could not be asked; {@code delay} is zero if it named no time. */
    record Unavailable(String reason, Duration delay) implements Poll {}
}
