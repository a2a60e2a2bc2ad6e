package dev.sluice.gateway.routing;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.Model;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A model as lists show it: a provider's, or a virtual one.
 *
 * @param provider its provider's id; {@code sluice} for a virtual model whose candidates are of several providers
 */
public record ShownModel(String id, String provider, Model model) {
    private static final String OWN = "sluice";

    public static ShownModel of(ListedModel model) {
        return new ShownModel(model.id(), model.provider().id(), model.model());
    }

    /** Shows a virtual model as what all its candidates have in common, so that each of them can do what is shown. */
    static ShownModel common(String id, List<ListedModel> candidates) {
        List<Model> models = candidates.stream().map(ListedModel::model).toList();
        Set<Dialect> dialects = inAll(models, Model::dialects);
        Model.Builder shown = Model.builder(id)
                .owner(same(models.stream().map(Model::owner)))
                .dialects(dialects.isEmpty() ? models.getFirst().dialects() : dialects)
                .capabilities(inAll(models, Model::capabilities))
                .contextTokens(least(models, Model::contextTokens))
                .promptTokens(least(models, Model::promptTokens))
                .outputTokens(least(models, Model::outputTokens));
        models.getFirst().created().ifPresent(shown::created);
        return new ShownModel(
                id, same(candidates.stream().map(each -> each.provider().id())), shown.build());
    }

    private static String same(Stream<String> values) {
        List<String> different = values.distinct().toList();
        return different.size() == 1 ? different.getFirst() : OWN;
    }

    private static <T> Set<T> inAll(List<Model> models, Function<Model, Set<T>> values) {
        Set<T> common = new HashSet<>(values.apply(models.getFirst()));
        models.forEach(model -> common.retainAll(values.apply(model)));
        return common;
    }

    /** Returns the least known value; a candidate without one does not lower it. */
    private static long least(List<Model> models, Function<Model, OptionalLong> tokens) {
        return models.stream()
                .map(tokens)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .min()
                .orElse(0);
    }
}
