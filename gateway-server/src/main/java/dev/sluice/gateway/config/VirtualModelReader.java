package dev.sluice.gateway.config;

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
    private final Map<String, YamlNode> nodes = new LinkedHashMap<>();

    private VirtualModelReader(SectionReader section) {
        this.section = section;
    }

    static List<VirtualModel> read(YamlNode node, ConfigReader reader) {
        VirtualModelReader of = new VirtualModelReader(new SectionReader(reader));
        of.section.fields(node, ConfigKeys.VIRTUAL_MODELS).forEach(of::model);
        of.models.keySet().forEach(of::refuseCycle);
        return List.copyOf(of.models.values());
    }

    private static String key(String name) {
        return ConfigKeys.VIRTUAL_MODELS.name() + "." + name;
    }

    private void model(String name, YamlNode node) {
        if (!ID.matcher(name).matches()) {
            section.mistake(node, key(name), "expected a name without spaces and commas");
            return;
        }
        VirtualModel model = node instanceof YamlNode.Fields of
                ? detailed(name, of)
                : new VirtualModel(name, false, candidates(node, key(name)), Optional.empty(), Optional.empty());
        if (!model.candidates().isEmpty()) {
            models.put(name, model);
            nodes.put(name, node);
        }
    }

    private VirtualModel detailed(String name, YamlNode.Fields node) {
        section.known(node, key(name), FIELDS);
        YamlNode of = node.field("of");
        if (of.isEmpty()) {
            section.mistake(node, key(name) + ".of", "expected " + OF);
        }
        boolean weighted = of instanceof YamlNode.Fields;
        Optional<Duration> hedge = section.duration(node.fields().get("hedge-after"), key(name) + ".hedge-after");
        Optional<Duration> within = section.duration(node.fields().get("within"), key(name) + ".within");
        List<VirtualModel.Candidate> candidates = of.isEmpty() ? List.of() : candidates(of, key(name) + ".of");
        return new VirtualModel(name, weighted, candidates, hedge, within);
    }

    private List<VirtualModel.Candidate> candidates(YamlNode node, String key) {
        List<VirtualModel.Candidate> candidates = new ArrayList<>();
        switch (node) {
            case YamlNode.Text text -> section.text(text, key, OF).ifPresent(id -> add(candidates, id, 1, text, key));
            case YamlNode.Items list -> {
                if (list.isEmpty()) {
                    section.mistake(node, key, "expected " + OF);
                }
                for (YamlNode item : list.items()) {
                    section.text(item, key, "models' ids").ifPresent(id -> add(candidates, id, 1, item, key));
                }
            }
            case YamlNode.Fields weights ->
                weights.fields().forEach((id, weight) -> weighted(candidates, id, weight, key));
        }
        return candidates;
    }

    private void weighted(List<VirtualModel.Candidate> candidates, String id, YamlNode weight, String key) {
        if (weight instanceof YamlNode.Text of && WEIGHT.matcher(of.text()).matches()) {
            add(candidates, id, Integer.parseInt(of.text()), weight, key);
        } else {
            section.mistake(weight, key + "." + id, "expected a weight, a whole number from 1 to 999999");
        }
    }

    private void add(List<VirtualModel.Candidate> candidates, String id, int weight, YamlNode at, String key) {
        if (!ID.matcher(id).matches()) {
            section.mistake(at, key, "expected a model's id without spaces and commas");
        } else if (candidates.stream().anyMatch(each -> each.model().equals(id))) {
            section.mistake(at, key, "'" + id + "' is there a second time");
        } else {
            candidates.add(new VirtualModel.Candidate(id, weight));
        }
    }

    /** A name that leads back to itself by way of others; by its own name alone, it means the model of that name. */
    private void refuseCycle(String name) {
        List<String> way = new ArrayList<>();
        if (leadsTo(name, name, way, new HashSet<>())) {
            section.mistake(
                    new YamlNode.Items(
                            nodes.getOrDefault(name, YamlNode.nothing()).line(), List.of()),
                    key(name),
                    "it leads back to itself: " + name + " -> " + String.join(" -> ", way));
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
