package dev.sluice.gateway.config;

import dev.sluice.gateway.config.LimitsConfig.Limit;
import dev.sluice.gateway.config.LimitsConfig.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the part {@code limits} of {@code application.yaml}. */
final class LimitsReader {
    private static final Set<String> NAMES = Set.of("requests-per-minute", "tokens-per-minute", "concurrent-streams");

    private final SectionReader section;

    private LimitsReader(ConfigReader reader) {
        this.section = new SectionReader(reader);
    }

    static LimitsConfig read(YamlNode file, List<ClientKey> keys, ConfigReader reader) {
        YamlNode limits = file.field("limits");
        LimitsReader of = new LimitsReader(reader);
        Limit perKey = new Limit(
                reader.read(LimitsKeys.KEY_REQUESTS),
                reader.read(LimitsKeys.KEY_TOKENS),
                reader.read(LimitsKeys.KEY_STREAMS));
        Limit perProvider = new Limit(
                reader.read(LimitsKeys.PROVIDER_REQUESTS),
                reader.read(LimitsKeys.PROVIDER_TOKENS),
                reader.read(LimitsKeys.PROVIDER_STREAMS));
        Map<String, Limit> byKey = of.named(limits.field("keys"), LimitsKeys.KEYS, perKey);
        Map<String, Limit> byProvider = of.named(limits.field("providers"), LimitsKeys.PROVIDERS, perProvider);
        of.checkNames(limits.field("keys"), keys);
        return reader.read(LimitsKeys.ENABLED)
                ? new LimitsConfig(new Scope(perKey, byKey), new Scope(perProvider, byProvider))
                : LimitsConfig.NONE;
    }

    private Map<String, Limit> named(YamlNode node, ConfigKey<?> key, Limit standard) {
        Map<String, Limit> named = new LinkedHashMap<>();
        section.fields(node, key)
                .forEach((name, each) -> named.put(name, limit(each, key.name() + "." + name, standard)));
        return named;
    }

    private Limit limit(YamlNode node, String key, Limit standard) {
        if (!(node instanceof YamlNode.Fields of) || of.isEmpty()) {
            section.mistake(node, key, "expected requests-per-minute, tokens-per-minute or concurrent-streams");
            return standard;
        }
        section.known(of, key, NAMES);
        return new Limit(
                number(of, key, "requests-per-minute", standard.requestsPerMinute()),
                number(of, key, "tokens-per-minute", standard.tokensPerMinute()),
                number(of, key, "concurrent-streams", standard.concurrentStreams()));
    }

    private int number(YamlNode.Fields of, String key, String name, int standard) {
        YamlNode node = of.fields().get(name);
        return node == null
                ? standard
                : section.number(node, key + "." + name, LimitsKeys.MOST).orElse(standard);
    }

    /** A limit for a key that does not exist protects nobody. */
    private void checkNames(YamlNode node, List<ClientKey> keys) {
        if (node instanceof YamlNode.Fields of) {
            of.fields().forEach((name, each) -> {
                if (keys.stream().noneMatch(key -> key.name().equals(name))) {
                    section.mistake(
                            each,
                            LimitsKeys.KEYS.name() + "." + name,
                            "there is no client key of this name in " + ConfigKeys.KEYS.name());
                }
            });
        }
    }
}
