package dev.sluice.gateway.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Deadlines of some models. What is not given is what other rules or {@code deadlines} say.
 *
 * @param models their ids, as listed
 * @param connect how long connecting may take
 * @param firstByte how long a model may think before its reply begins
 * @param idle how long a reply that has begun may be silent
 * @param total how long a reply that is not streamed may take in all
 * @param streamTotal the same for one that is streamed
 */
public record DeadlineRule(
        Glob models,
        Optional<Duration> connect,
        Optional<Duration> firstByte,
        Optional<Duration> idle,
        Optional<Duration> total,
        Optional<Duration> streamTotal) {

    /** Makes a rule that has no deadline. */
    static DeadlineRule none(Glob models) {
        return new DeadlineRule(
                models, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
