package dev.sluice.gateway.routing;

import dev.sluice.gateway.config.ModelPattern;
import dev.sluice.gateway.config.RoutingConfig;
import dev.sluice.gateway.config.VirtualModel;
import dev.sluice.gateway.config.VirtualModel.Candidate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** The configured virtual models, and the substitutes for unknown ids. Immutable. */
public final class VirtualModels {
    private final RoutingConfig config;
    private final Map<String, VirtualModel> exact = new HashMap<>();
    private final Map<String, VirtualModel> folded = new HashMap<>();

    public VirtualModels(RoutingConfig config) {
        this.config = config;
        for (VirtualModel model : config.models()) {
            exact.put(model.id(), model);
            folded.putIfAbsent(model.id().toLowerCase(Locale.ROOT), model);
        }
    }

    public static VirtualModels none() {
        return new VirtualModels(RoutingConfig.none());
    }

    /** Returns whether nothing is configured. */
    boolean isEmpty() {
        return exact.isEmpty() && !hasSubstitutes();
    }

    /** Returns whether a model is configured to answer for unknown ids. */
    boolean hasSubstitutes() {
        return !config.patterns().isEmpty() || config.standIn().isPresent();
    }

    /** Returns the virtual models in the order of the configuration. */
    List<VirtualModel> all() {
        return config.models();
    }

    List<String> ids() {
        return config.models().stream().map(VirtualModel::id).toList();
    }

    /** Finds a virtual model; an exact match precedes one that ignores case. */
    Optional<VirtualModel> find(String id) {
        if (exact.isEmpty()) {
            return Optional.empty();
        }
        VirtualModel found = exact.get(id);
        return Optional.ofNullable(found == null ? folded.get(id.toLowerCase(Locale.ROOT)) : found);
    }

    /** Returns the substitute for an unknown id by its pattern. */
    Optional<String> byPattern(String id) {
        for (ModelPattern pattern : config.patterns()) {
            if (pattern.ids().matches(id)) {
                return Optional.of(pattern.model());
            }
        }
        return Optional.empty();
    }

    /** Returns the substitute for unknown ids that match no pattern. */
    Optional<String> substitute() {
        return config.standIn();
    }

    /**
     * Returns the ids of a virtual model's candidates in the order in which they are called; {@code chance} returns a
     * number, always the same in a conversation, where weights count.
     */
    Set<String> candidates(VirtualModel model, LongSupplier chance) {
        Set<String> ids = new LinkedHashSet<>();
        collect(model, chance, ids);
        return ids;
    }

    private void collect(VirtualModel model, LongSupplier chance, Set<String> ids) {
        for (Candidate candidate : model.weighted() ? byWeight(model.candidates(), chance) : model.candidates()) {
            Optional<VirtualModel> virtual =
                    candidate.model().equals(model.id()) ? Optional.empty() : find(candidate.model());
            virtual.ifPresentOrElse(each -> collect(each, chance, ids), () -> ids.add(candidate.model()));
        }
    }

    /** Puts the candidate chosen by weight first, then the others by their weight. */
    private static List<Candidate> byWeight(List<Candidate> candidates, LongSupplier chance) {
        int total = candidates.stream().mapToInt(Candidate::weight).sum();
        long left = Math.floorMod(chance.getAsLong(), (long) total);
        List<Candidate> ordered = new ArrayList<>(candidates);
        ordered.sort((one, other) -> Integer.compare(other.weight(), one.weight()));
        for (Candidate candidate : candidates) {
            left -= candidate.weight();
            if (left < 0) {
                ordered.remove(candidate);
                ordered.addFirst(candidate);
                return ordered;
            }
        }
        return ordered;
    }

    /** Returns the silence after which the next candidate is called in parallel. */
    Optional<Duration> hedgeAfter(VirtualModel model) {
        return base(model).hedgeAfter();
    }

    /** Returns the latest start of the last candidate, counted from the start of the request. */
    Duration within(VirtualModel model) {
        return base(model).within().orElse(config.within());
    }

    /** Returns the virtual model that a plain alias stands for, whose settings it inherits. */
    private VirtualModel base(VirtualModel model) {
        boolean plain = model.hedgeAfter().isEmpty() && model.within().isEmpty();
        String only = model.candidates().getFirst().model();
        return plain && model.candidates().size() == 1 && !only.equals(model.id())
                ? find(only).map(this::base).orElse(model)
                : model;
    }
}
