package dev.sluice.gateway.resilience;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The attempts of one request, in order: which model was called, and how that went. For use by one thread at a time. */
public final class AttemptLog {
    private static final int LONGEST = 128;
    private static final Pattern NOT_FOR_HEADERS = Pattern.compile("[^A-Za-z0-9._/@+~-]");

    private final List<Entry> entries = new ArrayList<>(2);
    private final List<Fallback> fallbacks = new ArrayList<>(1);
    private final List<String> hedges = new ArrayList<>(1);
    private Optional<String> hedgeWon = Optional.empty();
    private int sent;
    private boolean retryRefused;

    /**
     * One attempt whose outcome is known.
     *
     * @param model its listed id
     * @param outcome {@code ok}, or why there was no answer, as a lower-case word
     * @param duration until the reply's head or first event, or until the failure
     */
    public record Entry(String model, String outcome, Duration duration) {
        @Override
        public String toString() {
            return headerSafe(model) + ":" + headerSafe(outcome) + ":" + duration.toMillis() + "ms";
        }
    }

    /** One time that a provider has not answered where another may. */
    public record Fallback(String provider, ErrorKind reason) {}

    /** Counts that the request goes to an upstream. */
    public void sending() {
        sent++;
    }

    public void add(String model, String outcome, Duration duration) {
        entries.add(new Entry(model, outcome, duration));
    }

    /** Adds what another thread has logged of one candidate, once that thread has ended. */
    public void addAll(AttemptLog other) {
        sent += other.sent;
        retryRefused |= other.retryRefused;
        entries.addAll(other.entries);
    }

    /** Returns how often the request was sent to an upstream; zero if it never got as far. */
    public int sent() {
        return sent;
    }

    /** Notes that the retry budget was used up. To ask again after a rate limit's time is no storm. */
    void retryRefused(ProviderException failure) {
        retryRefused |= failure.kind().isTransient();
    }

    /** Tells whether the caller had better not retry by itself: the gateway has, or must not. */
    public boolean retried() {
        return sent > 1 || retryRefused;
    }

    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Corrects the last entry of a model whose answer proved to be none. */
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

    /** Returns the providers that were asked beside others that kept silent. */
    public List<String> hedges() {
        return List.copyOf(hedges);
    }

    /** Returns which of them has answered first. */
    public Optional<String> hedgeWon() {
        return hedgeWon;
    }

    /** Makes a text fit for a header: an id may be one that a caller made up. */
    public static String headerSafe(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        return NOT_FOR_HEADERS.matcher(cut).replaceAll("_");
    }

    /** Returns the entries as headers and log lines have them: {@code model:outcome:milliseconds}, by commas. */
    @Override
    public String toString() {
        return entries.stream().map(Entry::toString).collect(Collectors.joining(","));
    }
}
