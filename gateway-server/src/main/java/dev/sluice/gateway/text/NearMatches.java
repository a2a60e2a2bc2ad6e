package dev.sluice.gateway.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Finds likely alternatives for a mistyped name. Cheap for any input: a long one has no near matches. */
public final class NearMatches {
    private static final int MAX_LENGTH = 100;
    private static final int SHORTEST_PART = 3;

    private NearMatches() {}

    private record Match(String text, int distance) {}

    /** Returns at most {@code most} names, the nearest first, by edit distance or by one being part of the other. */
    public static List<String> of(String mistyped, Collection<String> names, int most) {
        if (mistyped.isEmpty() || mistyped.length() > MAX_LENGTH) {
            return List.of();
        }
        String wanted = mistyped.toLowerCase(Locale.ROOT);
        return names.stream()
                .distinct()
                .flatMap(name -> match(wanted, name))
                .sorted(Comparator.comparingInt(Match::distance).thenComparing(Match::text))
                .limit(most)
                .map(Match::text)
                .toList();
    }

    private static Stream<Match> match(String wanted, String name) {
        String candidate = name.toLowerCase(Locale.ROOT);
        // At least two, since swapped letters count twice.
        int most = wanted.length() < 4 ? 1 : Math.max(2, wanted.length() / 4);
        int distance = distance(wanted, candidate, most);
        if (distance <= most) {
            return Stream.of(new Match(name, distance));
        }
        if (isPart(wanted, candidate) || isPart(candidate, wanted)) {
            return Stream.of(new Match(name, MAX_LENGTH + Math.abs(candidate.length() - wanted.length())));
        }
        return Stream.empty();
    }

    private static boolean isPart(String part, String whole) {
        return part.length() >= SHORTEST_PART && whole.contains(part);
    }

    /** The Levenshtein distance, or anything above {@code most} once it must exceed that. */
    private static int distance(String left, String right, int most) {
        if (Math.abs(left.length() - right.length()) > most) {
            return most + 1;
        }
        int[] above = new int[right.length() + 1];
        Arrays.setAll(above, i -> i);
        for (int row = 1; row <= left.length(); row++) {
            int[] here = new int[right.length() + 1];
            here[0] = row;
            int least = row;
            for (int column = 1; column <= right.length(); column++) {
                int change = left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1;
                here[column] = Math.min(above[column - 1] + change, Math.min(above[column], here[column - 1]) + 1);
                least = Math.min(least, here[column]);
            }
            if (least > most) {
                return least;
            }
            above = here;
        }
        return above[right.length()];
    }
}
