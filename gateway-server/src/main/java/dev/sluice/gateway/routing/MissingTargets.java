package dev.sluice.gateway.routing;

import dev.sluice.gateway.config.RoutingTarget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Finds configured routing targets that no running provider can answer. Never calls a provider. */
public final class MissingTargets {
    private final ModelCatalogue catalogue;

    public MissingTargets(ModelCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Returns a sentence for each target that resolves to nothing now: not an error, since a provider that has it may
     * be added later. {@code types} are the ids of all providers that exist, running or not.
     */
    public List<String> find(List<RoutingTarget> targets, Collection<String> types) {
        List<String> sentences = new ArrayList<>();
        for (RoutingTarget target : targets) {
            if (!isFound(target)) {
                why(target.model(), types)
                        .ifPresent(why -> sentences.add(target.key() + " (" + target.place() + "): '" + target.model()
                                + "' is skipped for now: " + why));
            }
        }
        return sentences.stream().distinct().toList();
    }

    private boolean isFound(RoutingTarget target) {
        boolean name =
                !target.itself() && catalogue.names().find(target.model()).isPresent();
        return name
                || !catalogue.index().find(target.model()).isEmpty()
                || catalogue.lists().stream()
                        .anyMatch(list -> ModelId.isOf(list.provider().id(), target.model()));
    }

    /** Returns why a model is missing; empty if a provider whose models are not known yet may have it. */
    private Optional<String> why(String model, Collection<String> types) {
        Optional<String> type =
                types.stream().filter(each -> ModelId.isOf(each, model)).findFirst();
        if (type.isPresent()) {
            return Optional.of("provider " + type.get() + " is not running; is it configured?");
        }
        boolean all = catalogue.lists().stream().noneMatch(list -> list.known().isEmpty());
        return all ? Optional.of("no running provider has a model of this name.") : Optional.empty();
    }
}
