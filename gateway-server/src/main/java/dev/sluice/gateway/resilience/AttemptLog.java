package dev.sluice.gateway.resilience;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The attempts of one request in order: which model was called, and the outcome. For use by one thread at a time. */
public final class AttemptLog {
    private static final int MAX_LENGTH = 128;
    private static final Pattern UNSAFE_IN_HEADERS = Pattern.compile("[^A-Za-z0-9._/@+~-]");

    private final List<Entry> entries = new ArrayList<>(2);
    private final List<Fallback> fallbacks = new ArrayList<>(1);
    private final List<String> hedges = new ArrayList<>(1);
    private Optional<String> hedgeWon = Optional.empty();
    private int sent;
    private boolean retryRefused;

    /**
     * An attempt with its outcome.
     *
     * @param model its listed id
     * @param outcome {@code ok}, or the error's code in lower case
     * @param duration until the reply's head or first event, or until the failure
     */
    public record Entry(String model, String outcome, Duration duration) {
        @Override
        public String toString() {
            return headerSafe(model) + ":" + headerSafe(outcome) + ":" + duration.toMillis() + "ms";
        }
    }

    /** A provider that failed where another candidate may answer. */
    public record Fallback(String provider, ErrorKind reason) {}

    /** Counts an attempt that is sent to an upstream. */
    public void sending() {
        sent++;
    }

    public void add(String model, String outcome, Duration duration) {
        entries.add(new Entry(model, outcome, duration));
    }

    /** Adds the attempts that a candidate's own thread has logged, once that thread has ended. */
    public void addAll(AttemptLog other) {
        sent += other.sent;
        retryRefused |= other.retryRefused;
        entries.addAll(other.entries);
    }

    /** Returns how often the request was sent to an upstream. */
    public int sent() {
        return sent;
    }

    /** Records that the retry budget was exhausted; a retry after a rate limit's time does not count. */
    void retryRefused(ProviderException failure) {
        retryRefused |= failure.kind().isTransient();
    }

    /** Returns whether the client should not retry by itself: the gateway has, or must not. */
    public boolean retried() {
        return sent > 1 || retryRefused;
    }

    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Corrects the last entry of a model whose reply turned out to be invalid. */
    public void rejected(String model, String outcome) {
        Entry last = entries.isEmpty() ? null : entries.getLast();
        if (last != null && last.model().equals(model) && last.outcome().equals("ok")) {
            entries.set(entries.size() - 1, new Entry(model, outcome, last.duration()));
        }
    }

    public void fellBack(String provider, ErrorKind reason) {
        fallbacks.add(new Fallback(provider, reason));
    }

    public List<Fallback> fallbacks() {
        return List.copyOf(fallbacks);
    }

    public void hedged(String provider) {
        hedges.add(provider);
    }

    public void hedgeWon(String provider) {
        hedgeWon = Optional.of(provider);
    }

    /** Returns the providers that were called in parallel to silent ones. */
    public List<String> hedges() {
        return List.copyOf(hedges);
    }

    /** Returns the one of them that answered first. */
    public Optional<String> hedgeWon() {
        return hedgeWon;
    }

    /** Makes a text safe for a header: an id may be one that a client invented. */
    public static String headerSafe(String text) {
        String cut = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
        return UNSAFE_IN_HEADERS.matcher(cut).replaceAll("_");
    }

    /** Returns the entries for headers and log lines: {@code model:outcome:milliseconds}, separated by commas. */
    @Override
    public String toString() {
        return entries.stream().map(Entry::toString).collect(Collectors.joining(","));
    }
}
