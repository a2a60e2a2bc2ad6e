package dev.sluice.gateway.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the part {@code routing} of {@code application.yaml}, whose keys are names that people choose. */
final class RoutingReader {
    private static final Set<String> DEADLINES = Set.of("connect", "first-byte", "idle", "total", "stream-total");

    private final SectionReader section;

    private RoutingReader(ConfigReader reader) {
        this.section = new SectionReader(reader);
    }

    static RoutingConfig read(YamlNode file, ConfigReader reader) {
        YamlNode routing = file.field("routing");
        RoutingReader of = new RoutingReader(reader);
        List<VirtualModel> models = VirtualModelReader.read(routing.field("models"), reader);
        return new RoutingConfig(
                reader.read(ConfigKeys.PROVIDER_ORDER),
                models,
                of.patterns(routing.field("patterns")),
                Optional.of(reader.read(ConfigKeys.DEFAULT_MODEL)).filter(id -> !id.isEmpty()),
                reader.read(ConfigKeys.FALLBACK_WITHIN),
                of.deadlines(routing.field("deadlines")));
    }

    private List<ModelPattern> patterns(YamlNode node) {
        List<ModelPattern> patterns = new ArrayList<>();
        section.fields(node, ConfigKeys.PATTERNS)
                .forEach((pattern, model) -> section.text(
                                model, ConfigKeys.PATTERNS.name() + "." + pattern, "a model's id")
                        .ifPresent(id -> patterns.add(new ModelPattern(Glob.of(pattern), id))));
        return patterns;
    }

    private List<DeadlineRule> deadlines(YamlNode node) {
        List<DeadlineRule> rules = new ArrayList<>();
        section.fields(node, ConfigKeys.MODEL_DEADLINES)
                .forEach((pattern, each) ->
                        rules.add(rule(pattern, each, ConfigKeys.MODEL_DEADLINES.name() + "." + pattern)));
        return rules;
    }

    private DeadlineRule rule(String pattern, YamlNode node, String key) {
        if (!(node instanceof YamlNode.Fields of) || of.isEmpty()) {
            section.mistake(
                    node, key, "expected connect, first-byte, idle, total or stream-total, each with a duration");
            return DeadlineRule.none(Glob.of(pattern));
        }
        section.known(of, key, DEADLINES);
        return new DeadlineRule(
                Glob.of(pattern),
                duration(of.fields(), key, "connect"),
                duration(of.fields(), key, "first-byte"),
                duration(of.fields(), key, "idle"),
                duration(of.fields(), key, "total"),
                duration(of.fields(), key, "stream-total"));
    }

    private Optional<Duration> duration(Map<String, YamlNode> fields, String key, String name) {
        return section.duration(fields.get(name), key + "." + name);
    }
}
