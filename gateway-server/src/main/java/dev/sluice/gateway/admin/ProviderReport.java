package dev.sluice.gateway.admin;

import dev.sluice.gateway.provider.ProviderHandle;
import dev.sluice.gateway.provider.ProviderOrigin;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a provider stands.
 *
 * @param id as in the configuration
 * @param origin where it came from
 * @param state what it does
 * @param readinessProblem why it cannot serve requests, in its own words
 * @param models how many it has; nothing if they are not known
 * @param inFlight calls that are with it
 * @param abandoned calls that never returned
 * @param problems what is wrong with its file or its making
 */
public record ProviderReport(
        String id,
        ProviderOrigin origin,
        State state,
        Optional<String> readinessProblem,
        OptionalInt models,
        long inFlight,
        int abandoned,
        List<String> problems) {
    /** Copies the list. */
    public ProviderReport {
        problems = List.copyOf(problems);
    }

    /** What a provider does. */
    public enum State {
        /** It serves, as far as nothing impedes it. */
        RUNNING,
        /** Another has taken its place, or none, and it ends with its last call. */
        LEAVING,
        /** It could not be made. */
        FAILED,
        /** The configuration does not want it. */
        DISABLED
    }

    /** Describes a provider that runs. */
    public static ProviderReport of(ProviderHandle handle, State state, OptionalInt models, List<String> problems) {
        return new ProviderReport(
                handle.id(),
                handle.origin(),
                state,
                state == State.RUNNING ? handle.readinessProblem() : Optional.empty(),
                models,
                handle.inFlight(),
                handle.abandoned(),
                problems);
    }

    /** Describes a provider that does not run. */
    public static ProviderReport idle(String id, ProviderOrigin origin, State state, List<String> problems) {
        return new ProviderReport(id, origin, state, Optional.empty(), OptionalInt.empty(), 0, 0, problems);
    }
}
