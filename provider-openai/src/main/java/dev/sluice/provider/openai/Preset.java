package dev.sluice.provider.openai;

import dev.sluice.provider.Dialect;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is known of an upstream before anybody configures it.
 *
 * @param id the name its settings and its models go by
 * @param name its name for people
 * @param address where its API is; empty if only its owner knows
 * @param dialects the APIs it offers
 * @param traits how it differs from OpenAI
 */
record Preset(String id, String name, String address, Set<Dialect> dialects, Set<Trait> traits) {

    /** How an upstream differs from OpenAI. */
    enum Trait {
        /** Its names are OpenAI's own, so that they tell which API a model answers on. */
        OPENAI_MODELS,
        /** It can be called without a key. */
        KEYLESS,
        /** It refuses fields that it does not know, and tells unasked what a stream has cost. */
        STRICT,
        /** It is asked by deployment, lists no models and wants the key in {@code api-key}. */
        AZURE,
        /** It lists its models in a catalogue, and takes the token of a GitHub account. */
        GITHUB_MODELS
    }

    /** An upstream with a key, for chats and embeddings. */
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
