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

/** Names that stand for models, and models that answer for ids that are none. Immutable. */
public final class VirtualModels {
    private final RoutingConfig config;
    private final Map<String, VirtualModel> exact = new HashMap<>();
    private final Map<String, VirtualModel> folded = new HashMap<>();

    /**
     * Takes the names that are configured.
     *
     * @param config without a mistake
     */
    public VirtualModels(RoutingConfig config) {
        this.config = config;
        for (VirtualModel model : config.models()) {
            exact.put(model.id(), model);
            folded.putIfAbsent(model.id().toLowerCase(Locale.ROOT), model);
        }
    }

    /**
     * Knows no names.
     *
     * @return what holds where nothing is configured
     */
    public static VirtualModels none() {
        return new VirtualModels(RoutingConfig.none());
    }

    /** Tells whether every id is a model's own. */
    boolean isEmpty() {
        return exact.isEmpty() && !hasStandIns();
    }

    /** Tells whether some model answers for ids that are none. */
    boolean hasStandIns() {
        return !config.patterns().isEmpty() || config.standIn().isPresent();
    }

    /** Returns all of them, in the order of the configuration. */
    List<VirtualModel> all() {
        return config.models();
    }

    List<String> ids() {
        return config.models().stream().map(VirtualModel::id).toList();
    }

    /** Finds a name; upper and lower case count unless nothing is found. */
    Optional<VirtualModel> find(String id) {
        if (exact.isEmpty()) {
            return Optional.empty();
        }
        VirtualModel found = exact.get(id);
        return Optional.ofNullable(found == null ? folded.get(id.toLowerCase(Locale.ROOT)) : found);
    }

    /** Finds the model that answers for an id that is none, by its pattern. */
    Optional<String> byPattern(String id) {
        for (ModelPattern pattern : config.patterns()) {
            if (pattern.ids().matches(id)) {
                return Optional.of(pattern.model());
            }
        }
        return Optional.empty();
    }

    /** Returns the model that answers for an id that is none and matches no pattern. */
    Optional<String> standIn() {
        return config.standIn();
    }

    /**
     * Returns the ids of the models that a name stands for, the first to ask first.
     *
     * @param model the name
     * @param chance asked for a number, always the same in a conversation, where weights count
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

    /** The one whose turn it is first, then the others by their weight. */
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

    /** Returns the silence after which the next one is asked as well. */
    Optional<Duration> hedgeAfter(VirtualModel model) {
        return meant(model).hedgeAfter();
    }

    /** Returns how long after a request's begin the last one is asked at the latest. */
    Duration within(VirtualModel model) {
        return meant(model).within().orElse(config.within());
    }

    /** A mere other name has what the name has that it stands for. */
    private VirtualModel meant(VirtualModel model) {
        boolean plain = model.hedgeAfter().isEmpty() && model.within().isEmpty();
        String only = model.candidates().getFirst().model();
        return plain && model.candidates().size() == 1 && !only.equals(model.id())
                ? find(only).map(this::meant).orElse(model)
                : model;
    }
}
