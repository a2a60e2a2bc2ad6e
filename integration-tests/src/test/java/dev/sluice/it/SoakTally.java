package dev.sluice.it;

import dev.sluice.it.DrillRequest.Ended;
import dev.sluice.it.DrillRequest.Outcome;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** What became of the requests of a soak. Safe for use by several threads. */
final class SoakTally {
    private static final int EXAMPLES = 20;

    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private final StringBuilder examples = new StringBuilder();
    private Duration longest = Duration.ZERO;
    private long hung;
    private int shown;

    synchronized void add(Ended ended) {
        outcomes.merge(ended.outcome(), 1L, Long::sum);
        longest = longest.compareTo(ended.took()) < 0 ? ended.took() : longest;
        boolean tooLong = ended.took().compareTo(DrillGround.LONGEST) > 0;
        hung += tooLong ? 1 : 0;
        if ((tooLong || ended.outcome() == Outcome.LIED) && shown++ < EXAMPLES) {
            examples.append(ended).append('\n');
        }
    }

    private long count(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    synchronized boolean good() {
        return hung == 0 && count(Outcome.LIED) == 0 && count(Outcome.ANSWERED) > 0;
    }

    @Override
    public synchronized String toString() {
        return "%srequests %d, answered %d, failed truthfully %d, left %d, lies %d, hangs %d, longest %d ms"
                .formatted(
                        examples,
                        outcomes.values().stream().mapToLong(Long::longValue).sum(),
                        count(Outcome.ANSWERED),
                        count(Outcome.FAILED),
                        count(Outcome.LEFT),
                        count(Outcome.LIED),
                        hung,
                        longest.toMillis());
    }
}
