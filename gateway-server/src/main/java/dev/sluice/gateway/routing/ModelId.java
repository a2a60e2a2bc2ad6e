package dev.sluice.gateway.routing;

import java.util.List;
import java.util.Locale;

/**
 * The spellings of a model's id: as listed, {@code acme-large}; as {@code ext-acme-large} and {@code acme/large}; and,
 * where no other provider has a model of that id, as {@code large} alone.
 *
 * @param provider the provider's id
 * @param upstream the upstream's own id of the model
 */
record ModelId(String provider, String upstream) {

    String listed() {
        return provider + "-" + upstream;
    }

    /**
     * Returns the spelling that some clients need to distinguish the gateway's models from a vendor's of the same name.
     */
    String extended() {
        return "ext-" + listed();
    }

    String withSlash() {
        return provider + "/" + upstream;
    }

    /** Returns the prefixes that mark an id as a provider's. */
    static List<String> prefixes(String provider) {
        return List.of("ext-" + provider + "-", provider + "-", provider + "/");
    }

    /** Returns whether an id, in upper or lower case, starts with one of a provider's prefixes. */
    static boolean isOf(String provider, String id) {
        String folded = id.toLowerCase(Locale.ROOT);
        return prefixes(provider).stream()
                .anyMatch(prefix -> folded.startsWith(prefix) && folded.length() > prefix.length());
    }
}
