package dev.sluice.provider.openai;

import dev.sluice.provider.Dialect;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The built-in facts of a known upstream.
 *
 * @param id prefix of its settings and models
 * @param name its name in messages and documents
 * @param address the default address of its API; empty if there is none
 */
record Preset(String id, String name, String address, Set<Dialect> dialects, Set<Trait> traits) {

    /** How an upstream differs from OpenAI. */
    enum Trait {
        /** Model names are OpenAI's own, and so tell which API serves a model. */
        OPENAI_MODELS,
        /** It can be called without a key. */
        KEYLESS,
        /** It refuses unknown fields, and reports the usage of streams unasked. */
        STRICT,
        /** It is called by deployment, lists no models and takes the key in {@code api-key}. */
        AZURE,
        /** It lists its models in a catalogue, and takes GitHub tokens. */
        GITHUB_MODELS
    }

    /** An upstream that requires a key and serves chat completions and embeddings. */
    static Preset of(String id, String name, String address) {
        return new Preset(
                id, name, address, Set.of(Dialect.CHAT_COMPLETIONS, Dialect.EMBEDDINGS), EnumSet.noneOf(Trait.class));
    }

    Preset with(Trait trait) {
        Set<Trait> more = EnumSet.copyOf(List.of(trait));
        more.addAll(traits);
        return new Preset(id, name, address, dialects, more);
    }

    Preset responses() {
        Set<Dialect> more = new LinkedHashSet<>(dialects);
        more.add(Dialect.RESPONSES);
        return new Preset(id, name, address, more, traits);
    }

    Preset noEmbeddings() {
        Set<Dialect> fewer = new LinkedHashSet<>(dialects);
        fewer.remove(Dialect.EMBEDDINGS);
        return new Preset(id, name, address, fewer, traits);
    }

    boolean is(Trait trait) {
        return traits.contains(trait);
    }
}
