package dev.sluice.gateway.config;

import io.helidon.config.Config;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code routing}. */
final class RoutingReader {
    static final ConfigSection SECTION = new ConfigSection("routing");

    private static final ConfigKey<List<String>> PROVIDER_ORDER = SECTION.list(
                    "provider-order", Pattern.compile("[a-z][a-z0-9-]*"), "providers' ids")
            .described("Order of precedence among providers for a bare model name that several of them have.");
    static final ConfigKey<String> MODELS = SECTION.names(
                    "models", "a list of names, each with a model's id, a list of ids, or details")
            .described("Virtual models, names that stand for other models: see [routing](routing.md).");
    static final ConfigKey<String> PATTERNS = SECTION.names(
                    "patterns", "a list of patterns such as gpt-*, each with a model's id")
            .described("Models that serve ids which name no model, by pattern; the first match applies.");
    static final ConfigKey<String> DEFAULT_MODEL = SECTION.text("default", "a model's id")
            .described("Model that serves ids which name no model and no provider, and match no pattern.");
    static final ConfigKey<Duration> FALLBACK_WITHIN = SECTION.duration("fallback.within")
            .defaultTo("PT3M")
            .described("Time after the start of a request within which the next candidate of a virtual model may be"
                    + " tried.");
    private static final ConfigKey<String> DEADLINES = SECTION.names(
                    "deadlines",
                    "a list of patterns of models' ids, each with connect, first-byte, idle, total or stream-total")
            .described("Deadlines of individual models, overriding `deadlines`; `total` bounds responses that are not"
                    + " streamed, `stream-total` streamed ones.");

    private static final Set<String> DEADLINE = Set.of("connect", "first-byte", "idle", "total", "stream-total");

    private final SectionReader section;

    private RoutingReader(SectionReader section) {
        this.section = section;
    }

    static RoutingConfig read(ConfigReader reader) {
        SectionReader section = new SectionReader(reader);
        RoutingReader of = new RoutingReader(section);
        return new RoutingConfig(
                reader.read(PROVIDER_ORDER),
                VirtualModelReader.read(section),
                of.patterns(),
                Optional.of(reader.read(DEFAULT_MODEL)).filter(id -> !id.isEmpty()),
                reader.read(FALLBACK_WITHIN),
                of.deadlines());
    }

    private List<ModelPattern> patterns() {
        List<ModelPattern> patterns = new ArrayList<>();
        for (ConfigEntry each : section.fields(PATTERNS)) {
            section.text(each, each.key(), "a model's id")
                    .ifPresent(id -> patterns.add(new ModelPattern(Glob.of(each.name()), id)));
        }
        return patterns;
    }

    private List<DeadlineRule> deadlines() {
        return section.fields(DEADLINES).stream().map(this::rule).toList();
    }

    private DeadlineRule rule(ConfigEntry entry) {
        Glob models = Glob.of(entry.name());
        if (entry.type() != Config.Type.OBJECT || entry.isEmpty()) {
            section.error(entry, "expected connect, first-byte, idle, total or stream-total, each with a duration");
            return DeadlineRule.none(models);
        }
        section.known(entry, DEADLINE);
        return new DeadlineRule(
                models,
                section.duration(entry.child("connect")),
                section.duration(entry.child("first-byte")),
                section.duration(entry.child("idle")),
                section.duration(entry.child("total")),
                section.duration(entry.child("stream-total")));
    }
}
