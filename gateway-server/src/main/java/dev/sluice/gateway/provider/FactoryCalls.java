package dev.sluice.gateway.provider;

import dev.sluice.gateway.provider.ProviderProblem.Kind;
import dev.sluice.provider.ProviderException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Calls factories with a time limit; a failure becomes a {@link ProviderProblem}. */
final class FactoryCalls {
    /** For constructors and {@code create}, which promise to return promptly. */
    static final TimeLimit PROMPTLY = new TimeLimit(Duration.ofSeconds(10));

    private final List<ProviderProblem> problems;

    FactoryCalls(List<ProviderProblem> problems) {
        this.problems = problems;
    }

    /** Runs a call; empty if it failed or timed out. */
    <T> Optional<T> ask(FoundFactory found, Supplier<T> call) {
        try {
            return Optional.of(PROMPTLY.call("sluice-start-" + found.source(), call));
        } catch (TimeoutException e) {
            problem(found, "starting it hangs: " + e.getMessage());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (!(cause instanceof ProviderException failure)) {
                problem(found, "starting it failed: " + cause);
            } else if (failure.getCause() != null) {
                problem(found, failure.getMessage() + " (" + failure.getCause() + ")");
            } else {
                problem(found, String.valueOf(failure.getMessage()));
            }
        }
        return Optional.empty();
    }

    void problem(FoundFactory found, String message) {
        problems.add(new ProviderProblem(Kind.CREATION, found.source(), message));
    }
}
