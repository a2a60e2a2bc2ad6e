package dev.sluice.gateway.config;

import static dev.sluice.gateway.config.ConfigTypes.flag;
import static dev.sluice.gateway.config.ConfigTypes.named;
import static dev.sluice.gateway.config.ConfigTypes.number;

/** The keys of the part {@code limits}. */
final class LimitsKeys {
    /** The highest limit that can be set. */
    static final int MOST = 1_000_000_000;

    static final ConfigKey<Boolean> ENABLED =
            flag("limits.enabled", true, "Whether the limits below hold; there are none until they are set.");
    static final ConfigKey<Integer> KEY_REQUESTS = limit(
            "limits.per-key.requests-per-minute",
            "How many requests to models each client key may make a minute; without keys, all clients together.");
    static final ConfigKey<Integer> KEY_TOKENS = limit(
            "limits.per-key.tokens-per-minute",
            "How many tokens they may read and write a minute, charged once the reply has told how many.");
    static final ConfigKey<Integer> KEY_STREAMS =
            limit("limits.per-key.concurrent-streams", "How many streams each client key may have at a time.");
    static final ConfigKey<String> KEYS = named(
            "limits.keys",
            "a list of client keys' names, each with requests-per-minute, tokens-per-minute or concurrent-streams",
            "Limits of some client keys, instead of those per key.");
    static final ConfigKey<Integer> PROVIDER_REQUESTS = limit(
            "limits.per-provider.requests-per-minute",
            "How many requests each provider is sent a minute; those sent again are not counted.");
    static final ConfigKey<Integer> PROVIDER_TOKENS = limit(
            "limits.per-provider.tokens-per-minute", "How many tokens each provider may read and write a minute.");
    static final ConfigKey<Integer> PROVIDER_STREAMS =
            limit("limits.per-provider.concurrent-streams", "How many streams each provider may have at a time.");
    static final ConfigKey<String> PROVIDERS = named(
            "limits.providers",
            "a list of providers' ids, each with requests-per-minute, tokens-per-minute or concurrent-streams",
            "Limits of some providers, instead of those per provider.");

    private LimitsKeys() {}

    private static ConfigKey<Integer> limit(String name, String description) {
        return number(name, 0, 0, MOST, description + " 0 for no limit.");
    }
}
