package com.example.beacon;

import dev.sluice.provider.SecretSource;
import dev.sluice.provider.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What can be configured, one setting of each kind that can do without a default. */
final class BeaconSettings {
    /** An address that a credential is sent to. */
    static final Setting<URI> URL =
            Setting.url("url", URI.create("https://beacon.example"), "Where the API is.").atHome();

    static final Setting<Duration> POLL =
            Setting.duration("poll", Duration.ofSeconds(5), "How often to look whether the code was entered.");
    static final Setting<Lamp> LAMP = Setting.choice("lamp", Lamp.RED_LIGHT, "Which lamp answers.");
    static final Setting<Optional<String>> CLIENT =
            Setting.optionalText("client", "Who signs in.").alias("LIGHTHOUSE_CLIENT");
    static final Setting<Optional<URI>> MANUAL = Setting.optionalUrl("manual", "Where the manual is.");
    static final Setting<Map<String, String>> HEADERS = Setting.map("headers", "Headers of every call.");
    static final Setting<SecretSource> CLIENT_SECRET = Setting.secret("client-secret", "The client's secret.");

    private BeaconSettings() {}

    /** Lamps by name. */
    enum Lamp {
        RED_LIGHT,
        GREEN_LIGHT
    }
}
