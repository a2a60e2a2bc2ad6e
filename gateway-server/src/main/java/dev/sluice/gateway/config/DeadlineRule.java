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
 */
public record DeadlineRule(
        Glob models,
        Optional<Duration> connect,
        Optional<Duration> firstByte,
        Optional<Duration> idle,
        Optional<Duration> total) {}
