package dev.sluice.gateway.limits;

import dev.sluice.gateway.config.LimitsConfig.Limit;
import dev.sluice.gateway.limits.LimitReading.Kind;
import dev.sluice.gateway.limits.Usage.Grant;
import dev.sluice.gateway.limits.Usage.Level;
import dev.sluice.gateway.limits.Usage.Levels;
import dev.sluice.gateway.limits.Usage.StreamSlot;
import dev.sluice.gateway.limits.UsageStore.Holder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request to which limits apply. */
final class LimitedAdmission implements Admission {
    /** When a stream will end is unknown. */
    private static final Duration RETRY_STREAM = Duration.ofSeconds(1);

    private final Usage usage;
    private final Limit limit;
    private final Holder holder;
    private final LimitErrors errors;
    private @Nullable Levels levels;
    private @Nullable StreamSlot slot;

    LimitedAdmission(Usage usage, Limit limit, Holder holder, LimitErrors errors) {
        this.usage = usage;
        this.limit = limit;
        this.holder = holder;
        this.errors = errors;
    }

    @Override
    public void request() {
        if (limit.requestsPerMinute() == 0 && limit.tokensPerMinute() == 0) {
            return;
        }
        Grant grant = usage.takeRequest(limit);
        levels = grant.levels();
        if (!grant.taken()) {
            Level tokens = grant.levels().tokens();
            throw tokens.left() == 0
                    ? errors.tokens(holder, limit.tokensPerMinute(), tokens.untilOne())
                    : errors.requests(
                            holder,
                            limit.requestsPerMinute(),
                            grant.levels().requests().untilOne());
        }
    }

    @Override
    public void stream() {
        if (limit.concurrentStreams() > 0 && slot == null) {
            slot = usage.takeStream(limit)
                    .orElseThrow(() -> errors.streams(holder, limit.concurrentStreams(), RETRY_STREAM));
        }
    }

    @Override
    public void charge(long tokens) {
        if (limit.tokensPerMinute() > 0) {
            usage.chargeTokens(tokens, limit);
        }
    }

    @Override
    public List<LimitReading> readings() {
        List<LimitReading> readings = new ArrayList<>(2);
        if (limit.requestsPerMinute() > 0) {
            readings.add(reading(Kind.REQUESTS, limit.requestsPerMinute(), levels().requests()));
        }
        if (limit.tokensPerMinute() > 0) {
            readings.add(reading(Kind.TOKENS, limit.tokensPerMinute(), levels().tokens()));
        }
        return readings;
    }

    private Levels levels() {
        Levels known = levels;
        if (known == null) {
            known = usage.levels(limit);
            levels = known;
        }
        return known;
    }

    private static LimitReading reading(Kind kind, int perMinute, Level level) {
        return new LimitReading(kind, perMinute, level.left(), level.untilFull());
    }

    @Override
    public void close() {
        StreamSlot held = slot;
        if (held != null) {
            slot = null;
            held.close();
        }
    }
}
