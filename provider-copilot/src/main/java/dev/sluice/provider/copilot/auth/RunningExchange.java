package dev.sluice.provider.copilot.auth;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** One exchange that any number of callers wait for, each of whom may leave without ending it. */
record RunningExchange(Future<CopilotToken> outcome, GitHubAccount account) {

    static RunningExchange done(CopilotToken token, GitHubAccount account) {
        return new RunningExchange(CompletableFuture.completedFuture(token), account);
    }

    boolean runsFor(GitHubAccount other) {
        return !outcome.isDone() && account.mark().equals(other.mark());
    }

    void cancel() {
        outcome.cancel(true);
    }

    CopilotToken await() {
        try {
            return outcome.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderException(ErrorKind.CANCELLED, "interrupted while waiting for a Copilot token", e);
        } catch (CancellationException e) {
            throw new ProviderException(ErrorKind.CANCELLED, "the token exchange was ended with the gateway", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case SignInRequiredException needed -> throw needed;
                case ProviderException failure -> throw failure;
                case null, default -> throw new ProviderException(ErrorKind.INTERNAL, "the token exchange failed", e);
            }
        }
    }
}
