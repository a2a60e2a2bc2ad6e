package dev.sluice.gateway.resilience;

import dev.sluice.gateway.resilience.Attempts.Attempt;
import dev.sluice.provider.ErrorKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which models were asked for one request, and what came of it, in order. For use by the request's own thread. */
public final class Trail {
    private static final int LONGEST = 128;
    private static final Pattern ODD = Pattern.compile("[^A-Za-z0-9._/@+~-]");

    private final List<Step> steps = new ArrayList<>(2);
    private final List<Move> moves = new ArrayList<>(1);
    private final List<String> hedges = new ArrayList<>(1);
    private Optional<String> hedgeWon = Optional.empty();
    private int sent;
    private boolean retryRefused;

    /**
     * One time that a model was asked.
     *
     * @param model its listed id
     * @param outcome {@code ok}, or why there was no answer, as a lower-case word
     * @param duration until the answer began, or until it failed
     */
    public record Step(String model, String outcome, Duration duration) {
        @Override
        public String toString() {
            return plain(model) + ":" + plain(outcome) + ":" + duration.toMillis() + "ms";
        }
    }

    /**
     * One time that another model was asked instead.
     *
     * @param provider the one that had not answered
     * @param reason why
     */
    public record Move(String provider, ErrorKind reason) {}

    /** Makes a trail without steps. */
    public Trail() {
        // Nobody was asked yet.
    }

    /**
     * Adds each time that a model was sent a request.
     *
     * @param model its listed id
     * @param attempts those whose outcome is known
     */
    public void add(String model, Attempts attempts) {
        sent += attempts.count();
        retryRefused |= attempts.retryRefused();
        for (Attempt attempt : attempts.all()) {
            steps.add(new Step(model, attempt.outcome(), attempt.duration()));
        }
    }

    /**
     * Adds one time that a model was turned to, of which there is no account of its own.
     *
     * @param model its listed id
     * @param outcome {@code ok}, or what came of it, as a lower-case word
     * @param duration how long that took
     * @param wasSent whether it was sent the request
     */
    public void add(String model, String outcome, Duration duration, boolean wasSent) {
        sent += wasSent ? 1 : 0;
        steps.add(new Step(model, outcome, duration));
    }

    /**
     * Returns how often a provider was sent the request.
     *
     * @return zero if it never got as far
     */
    public int sent() {
        return sent;
    }

    /**
     * Tells whether the caller had better not ask again by itself.
     *
     * @return true if the request was sent more than once, or was not because there were too many retries already
     */
    public boolean retried() {
        return sent > 1 || retryRefused;
    }

    /**
     * Returns what happened.
     *
     * @return in order
     */
    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /** Notes that what a model has answered is no answer after all. */
    void noAnswer(String model, String outcome) {
        Step last = steps.isEmpty() ? null : steps.getLast();
        if (last != null && last.model().equals(model) && last.outcome().equals("ok")) {
            steps.set(steps.size() - 1, new Step(model, outcome, last.duration()));
        }
    }

    /** Notes that a provider has not answered, where others may. */
    void moved(String provider, ErrorKind reason) {
        moves.add(new Move(provider, reason));
    }

    /**
     * Returns who has not answered.
     *
     * @return in order
     */
    public List<Move> moves() {
        return List.copyOf(moves);
    }

    /** Notes that a provider was asked beside another one that kept silent. */
    void hedged(String provider) {
        hedges.add(provider);
    }

    /** Notes that such a provider has begun to answer first. */
    void hedgeWon(String provider) {
        hedgeWon = Optional.of(provider);
    }

    /**
     * Returns which providers were asked beside others that kept silent.
     *
     * @return in order
     */
    public List<String> hedges() {
        return List.copyOf(hedges);
    }

    /**
     * Returns which of them has begun to answer first.
     *
     * @return nothing if none has
     */
    public Optional<String> hedgeWon() {
        return hedgeWon;
    }

    /**
     * Makes a text fit for a header.
     *
     * @param text such as an id, which may be one that a caller made up
     * @return without anything that means something there, and not too long
     */
    public static String plain(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        return ODD.matcher(cut).replaceAll("_");
    }

    /** Returns the steps for people and programs: {@code model:outcome:milliseconds}, separated by commas. */
    @Override
    public String toString() {
        return steps.stream().map(Step::toString).collect(Collectors.joining(","));
    }
}
