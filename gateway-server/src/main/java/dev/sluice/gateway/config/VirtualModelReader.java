package dev.sluice.gateway.config;

import io.helidon.config.Config;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads {@code routing.models}. A name stands for one model's id, a list of ids in order, or for a mapping: {@code of},
 * a list, or ids with a weight each, and what else holds for it.
 */
final class VirtualModelReader {
    private static final Pattern ID = Pattern.compile("[\\p{Graph}&&[^,]]{1,128}");
    private static final Pattern WEIGHT = Pattern.compile("[1-9]\\d{0,5}");
    private static final Set<String> FIELDS = Set.of("of", "hedge-after", "within");
    private static final String OF = "a model's id, a list of them, or a weight for each such as {a: 3, b: 1}";

    private final SectionReader section;
    private final Map<String, VirtualModel> models = new LinkedHashMap<>();
    private final Map<String, ConfigEntry> entries = new LinkedHashMap<>();

    private VirtualModelReader(SectionReader section) {
        this.section = section;
    }

    static List<VirtualModel> read(SectionReader section) {
        VirtualModelReader of = new VirtualModelReader(section);
        section.fields(RoutingReader.MODELS).forEach(of::model);
        of.models.keySet().forEach(of::refuseCycle);
        return List.copyOf(of.models.values());
    }

    private void model(ConfigEntry entry) {
        String name = entry.name();
        if (!ID.matcher(name).matches()) {
            section.error(entry, "expected a name without spaces and commas");
            return;
        }
        VirtualModel model = entry.type() == Config.Type.OBJECT
                ? detailed(entry)
                : new VirtualModel(name, false, candidates(entry), Optional.empty(), Optional.empty());
        if (!model.candidates().isEmpty()) {
            models.put(name, model);
            entries.put(name, entry);
        }
    }

    private VirtualModel detailed(ConfigEntry entry) {
        section.known(entry, FIELDS);
        ConfigEntry of = entry.child("of");
        if (of.isEmpty()) {
            section.error(entry, of.key(), "expected " + OF);
        }
        Optional<Duration> hedge = section.duration(entry.child("hedge-after"));
        Optional<Duration> within = section.duration(entry.child("within"));
        List<VirtualModel.Candidate> candidates = of.isEmpty() ? List.of() : candidates(of);
        return new VirtualModel(entry.name(), of.type() == Config.Type.OBJECT, candidates, hedge, within);
    }

    private List<VirtualModel.Candidate> candidates(ConfigEntry entry) {
        List<VirtualModel.Candidate> candidates = new ArrayList<>();
        String key = entry.key();
        switch (entry.type()) {
            case OBJECT -> entry.children().forEach(each -> weighted(candidates, each, key));
            case LIST -> {
                if (entry.isEmpty()) {
                    section.error(entry, "expected " + OF);
                }
                for (ConfigEntry each : entry.children()) {
                    section.text(each, key, "models' ids").ifPresent(id -> add(candidates, id, 1, each, key));
                }
            }
            case VALUE, MISSING -> section.text(entry, key, OF).ifPresent(id -> add(candidates, id, 1, entry, key));
        }
        return candidates;
    }

    private void weighted(List<VirtualModel.Candidate> candidates, ConfigEntry weight, String key) {
        weight.text()
                .filter(text -> WEIGHT.matcher(text).matches())
                .ifPresentOrElse(
                        text -> add(candidates, weight.name(), Integer.parseInt(text), weight, key),
                        () -> section.error(weight, "expected a weight, a whole number from 1 to 999999"));
    }

    private void add(List<VirtualModel.Candidate> candidates, String id, int weight, ConfigEntry at, String key) {
        if (!ID.matcher(id).matches()) {
            section.error(at, key, "expected a model's id without spaces and commas");
        } else if (candidates.stream().anyMatch(each -> each.model().equals(id))) {
            section.error(at, key, "'" + id + "' is there a second time");
        } else {
            candidates.add(new VirtualModel.Candidate(id, weight));
        }
    }

    /** A name that leads back to itself by way of others; by its own name alone, it means the model of that name. */
    private void refuseCycle(String name) {
        List<String> way = new ArrayList<>();
        ConfigEntry entry = entries.get(name);
        if (entry != null && leadsTo(name, name, way, new HashSet<>())) {
            section.errorOf(entry, "it leads back to itself: " + name + " -> " + String.join(" -> ", way));
        }
    }

    private boolean leadsTo(String from, String sought, List<String> way, Set<String> seen) {
        VirtualModel model = models.get(from);
        if (model == null || !seen.add(from)) {
            return false;
        }
        for (VirtualModel.Candidate candidate : model.candidates()) {
            if (candidate.model().equals(from)) {
                continue;
            }
            way.add(candidate.model());
            if (candidate.model().equals(sought) || leadsTo(candidate.model(), sought, way, seen)) {
                return true;
            }
            way.removeLast();
        }
        return false;
    }
}
