package dev.sluice.gateway.config;

import dev.sluice.gateway.config.LimitsConfig.Limit;
import dev.sluice.gateway.config.LimitsConfig.Scope;
import io.helidon.config.Config;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code limits}. */
final class LimitsReader {
    static final ConfigSection SECTION = new ConfigSection("limits");

    /** The highest limit that can be set. */
    private static final int MOST = 1_000_000_000;

    private static final String NONE = " 0 for no limit.";

    private static final ConfigKey<Boolean> ENABLED = SECTION.flag("enabled")
            .formerly("RATE_LIMIT_ENABLED")
            .defaultTo("true")
            .described("Whether the limits below are enforced; none is set by default.");
    private static final ConfigKey<Integer> KEY_REQUESTS = SECTION.number("per-key.requests-per-minute", 0, MOST)
            .formerly("RATE_LIMIT_PER_MINUTE")
            .defaultTo("0")
            .described("Maximum requests to models per minute for each client key; without keys, for all clients"
                    + " together." + NONE);
    private static final ConfigKey<Integer> KEY_TOKENS = SECTION.number("per-key.tokens-per-minute", 0, MOST)
            .defaultTo("0")
            .described("Maximum input and output tokens per minute for each client key, charged once the response has"
                    + " reported its usage." + NONE);
    private static final ConfigKey<Integer> KEY_STREAMS = SECTION.number("per-key.concurrent-streams", 0, MOST)
            .defaultTo("0")
            .described("Maximum concurrent streams for each client key." + NONE);
    private static final ConfigKey<String> KEYS = SECTION.names(
                    "keys",
                    "a list of client keys' names, each with requests-per-minute, tokens-per-minute or"
                            + " concurrent-streams")
            .described("Limits of individual client keys, overriding those per key.");
    private static final ConfigKey<Integer> PROVIDER_REQUESTS = SECTION.number(
                    "per-provider.requests-per-minute", 0, MOST)
            .defaultTo("0")
            .described("Maximum requests per minute to each provider; retries are not counted." + NONE);
    private static final ConfigKey<Integer> PROVIDER_TOKENS = SECTION.number("per-provider.tokens-per-minute", 0, MOST)
            .defaultTo("0")
            .described("Maximum input and output tokens per minute for each provider." + NONE);
    private static final ConfigKey<Integer> PROVIDER_STREAMS = SECTION.number(
                    "per-provider.concurrent-streams", 0, MOST)
            .defaultTo("0")
            .described("Maximum concurrent streams for each provider." + NONE);
    private static final ConfigKey<String> PROVIDERS = SECTION.names(
                    "providers",
                    "a list of providers' ids, each with requests-per-minute, tokens-per-minute or concurrent-streams")
            .described("Limits of individual providers, overriding those per provider.");

    private static final Set<String> LIMIT = Set.of("requests-per-minute", "tokens-per-minute", "concurrent-streams");

    private final SectionReader section;

    private LimitsReader(SectionReader section) {
        this.section = section;
    }

    static LimitsConfig read(List<ClientKey> keys, ConfigReader reader) {
        LimitsReader of = new LimitsReader(new SectionReader(reader));
        Limit perKey = new Limit(reader.read(KEY_REQUESTS), reader.read(KEY_TOKENS), reader.read(KEY_STREAMS));
        Limit perProvider =
                new Limit(reader.read(PROVIDER_REQUESTS), reader.read(PROVIDER_TOKENS), reader.read(PROVIDER_STREAMS));
        List<ConfigEntry> named = of.section.fields(KEYS);
        Map<String, Limit> byKey = of.limits(named, perKey);
        Map<String, Limit> byProvider = of.limits(of.section.fields(PROVIDERS), perProvider);
        of.checkNames(named, keys);
        return reader.read(ENABLED)
                ? new LimitsConfig(new Scope(perKey, byKey), new Scope(perProvider, byProvider))
                : LimitsConfig.NONE;
    }

    private Map<String, Limit> limits(List<ConfigEntry> named, Limit standard) {
        Map<String, Limit> limits = new LinkedHashMap<>();
        named.forEach(each -> limits.put(each.name(), limit(each, standard)));
        return limits;
    }

    private Limit limit(ConfigEntry entry, Limit standard) {
        if (entry.type() != Config.Type.OBJECT || entry.isEmpty()) {
            section.error(entry, "expected requests-per-minute, tokens-per-minute or concurrent-streams");
            return standard;
        }
        section.known(entry, LIMIT);
        return new Limit(
                number(entry.child("requests-per-minute"), standard.requestsPerMinute()),
                number(entry.child("tokens-per-minute"), standard.tokensPerMinute()),
                number(entry.child("concurrent-streams"), standard.concurrentStreams()));
    }

    private int number(ConfigEntry entry, int standard) {
        return entry.exists() ? section.number(entry, MOST).orElse(standard) : standard;
    }

    /** A limit for a key that does not exist protects nobody. */
    private void checkNames(List<ConfigEntry> named, List<ClientKey> keys) {
        for (ConfigEntry each : named) {
            if (keys.stream().noneMatch(key -> key.name().equals(each.name()))) {
                section.error(each, "there is no client key of this name in " + SecurityReader.KEYS.name());
            }
        }
    }
}
