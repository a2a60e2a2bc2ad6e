package dev.sluice.provider.copilot.auth;

import dev.sluice.provider.CacheStore;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderContext;
import dev.sluice.provider.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Credentials by exchange: the GitHub token buys a Copilot token for some 25 minutes, which is cached, shared with
 * other processes, refreshed ahead of its end, and fetched once however many callers wait for it.
 */
public final class ExchangedCredentials implements Credentials {
    private static final System.Logger LOG = System.getLogger(ExchangedCredentials.class.getName());
    private static final Duration UNENTITLED_PAUSE = Duration.ofMinutes(1);
    /** How long a refusal for want of a plan is told again without asking: whoever gets one does not wait long. */
    private static final Duration UNENTITLED_MEMORY = Duration.ofSeconds(30);

    private static final Duration LIMITED_PAUSE = Duration.ofMinutes(1);

    private final GitHubTokens tokens;
    private final TokenExchange exchange;
    private final TokenCache cache;
    private final HeldToken held;
    private final ProviderContext context;
    private final Runnable revoked;
    private final RefreshSchedule schedule;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicBoolean starting = new AtomicBoolean();
    private volatile @Nullable RunningExchange running;
    private volatile @Nullable Limit limit;
    private volatile @Nullable ProviderException problem;

    /**
     * Makes the credentials; nothing runs yet. {@code revoked} is called on a background thread when a refresh found
     * the GitHub token refused.
     */
    public ExchangedCredentials(
            GitHubTokens tokens, TokenExchange exchange, GitHubSite site, ProviderContext context, Runnable revoked) {
        this.tokens = tokens;
        this.exchange = exchange;
        this.cache = new TokenCache(context.cache());
        this.held = new HeldToken(cache, site, context.clock());
        this.context = context;
        this.revoked = revoked;
        this.schedule = new RefreshSchedule(context, this::refresh);
    }

    @Override
    public Credential current() {
        GitHubAccount account = tokens.required();
        Optional<CopilotToken> token = held.usable(account);
        if (token.isEmpty()) {
            return exchangeFor(account, false).await().credential();
        }
        schedule.plan(token.get());
        if (token.get().due(context.clock().instant()) && schedule.mayTry()) {
            start();
        }
        return token.get().credential();
    }

    @Override
    public boolean renew(Credential credential, boolean misdirected) {
        lock.lock();
        try {
            if (held.drop(credential)) {
                // The exchange that brought the token may not be over yet: nobody may be given it again.
                running = null;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<String> readinessProblem() {
        ProviderException latest = problem;
        if (latest == null) {
            return Optional.empty();
        }
        boolean serving = held.inMemory()
                .filter(token -> token.valid(context.clock().instant()))
                .isPresent();
        return serving ? Optional.empty() : Optional.ofNullable(latest.getMessage());
    }

    @Override
    public OptionalDouble secondsLeft() {
        return held.inMemory().stream()
                .mapToDouble(token ->
                        Duration.between(context.clock().instant(), token.life().freshUntil())
                                        .toMillis()
                                / 1000.0)
                .findFirst();
    }

    /** Sees to it, in the background, that there is a token and that it is refreshed in time. */
    @Override
    public void start() {
        if (starting.compareAndSet(false, true)) {
            var _ = context.tasks().start("copilot-token-refresh", () -> {
                try {
                    refresh();
                } finally {
                    starting.set(false);
                }
                return true;
            });
        }
    }

    @Override
    public void close() {
        schedule.close();
        RunningExchange latest = running;
        if (latest != null) {
            latest.cancel();
        }
    }

    private void refresh() {
        try {
            Optional<GitHubAccount> account = tokens.usable();
            if (account.isPresent()) {
                refresh(account.get());
            }
        } catch (SignInRequiredException e) {
            revoked.run();
        } catch (ProviderException e) {
            // Noted, counted and planned again where it was thrown; requests report it to their clients.
            LOG.log(System.Logger.Level.DEBUG, "the Copilot token was not refreshed: {0}", e.getMessage());
        }
    }

    private void refresh(GitHubAccount account) {
        Optional<CopilotToken> token = held.usable(account);
        if (token.isPresent() && !token.get().due(context.clock().instant())) {
            schedule.plan(token.get());
        } else {
            exchangeFor(account, true).await();
        }
    }

    /** Joins the exchange that runs for this account or starts one, on a task that no caller's going away ends. */
    private RunningExchange exchangeFor(GitHubAccount account, boolean ahead) {
        lock.lock();
        try {
            RunningExchange latest = running;
            if (latest != null && latest.runsFor(account)) {
                return latest;
            }
            Optional<CopilotToken> meanwhile = held.usable(account)
                    .filter(token -> !ahead || !token.due(context.clock().instant()));
            if (meanwhile.isPresent()) {
                return RunningExchange.done(meanwhile.get(), account);
            }
            refuseWhileLimited(account);
            RunningExchange next = new RunningExchange(
                    context.tasks().start("copilot-token-exchange", () -> exchanged(account)), account);
            running = next;
            return next;
        } finally {
            lock.unlock();
        }
    }

    private CopilotToken exchanged(GitHubAccount account) throws InterruptedException {
        try {
            CopilotToken token = fetched(account);
            problem = null;
            tokens.accept(account);
            schedule.plan(token);
            return token;
        } catch (SignInRequiredException e) {
            tokens.refuse(account);
            problem = null;
            count("revoked");
            throw e;
        } catch (ProviderException e) {
            failed(account, e);
            throw e;
        }
    }

    private CopilotToken fetched(GitHubAccount account) throws InterruptedException {
        Optional<CacheStore.Lock> alone = cache.lock();
        try {
            Optional<CopilotToken> other = held.fromOthers(account);
            if (other.isPresent()) {
                count("shared");
                return other.get();
            }
            CopilotToken token = held.keep(exchange.fetch(account), account);
            count("success");
            return token;
        } finally {
            alone.ifPresent(CacheStore.Lock::close);
        }
    }

    private void failed(GitHubAccount account, ProviderException e) {
        switch (e.kind()) {
            case CANCELLED -> {
                return;
            }
            case NOT_ENTITLED -> {
                count("not_entitled");
                limit = new Limit(account.mark(), context.clock().instant(), UNENTITLED_MEMORY, e);
                schedule.pause(UNENTITLED_PAUSE);
            }
            case RATE_LIMITED -> {
                count("rate_limited");
                Duration wait = e.retryAfter().orElse(LIMITED_PAUSE);
                limit = new Limit(account.mark(), context.clock().instant(), wait, e);
                schedule.planRetry(wait);
            }
            case UPSTREAM_UNAVAILABLE, UPSTREAM_TIMEOUT -> {
                count("unavailable");
                schedule.planRetry(e.retryAfter().orElse(Duration.ZERO));
            }
            default -> {
                count("protocol");
                schedule.planRetry(Duration.ZERO);
            }
        }
        problem = e;
    }

    // GitHub counts what is asked in spite of a limit against the account.
    private void refuseWhileLimited(GitHubAccount account) {
        Limit latest = limit;
        Instant now = context.clock().instant();
        if (latest != null && latest.mark.equals(account.mark()) && latest.lasts(now)) {
            if (latest.answer.kind() == ErrorKind.NOT_ENTITLED) {
                throw latest.answer;
            }
            throw ProviderException.builder(
                            ErrorKind.RATE_LIMITED, Objects.requireNonNullElse(latest.answer.getMessage(), "limited"))
                    .retryAfter(Duration.between(now, latest.since.plus(latest.length)))
                    .cause(latest.answer)
                    .build();
        }
    }

    private void count(String outcome) {
        context.meters().count("token_refresh", outcome);
    }

    private record Limit(String mark, Instant since, Duration length, ProviderException answer) {
        /** A clock that was set back makes no limit longer. */
        boolean lasts(Instant now) {
            return !now.isBefore(since) && now.isBefore(since.plus(length));
        }
    }
}
