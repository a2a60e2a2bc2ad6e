package dev.sluice.gateway.routing;

import dev.sluice.gateway.config.RoutingTarget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Finds what the configuration leads to, and no provider that runs can have. Never asks a provider. */
public final class LostTargets {
    private final ModelCatalogue catalogue;

    /**
     * Makes a search.
     *
     * @param catalogue the models that are known
     */
    public LostTargets(ModelCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Says which targets lead nowhere now. A provider that has them may come later, so they are no mistakes.
     *
     * @param targets what is configured
     * @param types the ids of all providers that there are, running or not
     * @return a sentence for each
     */
    public List<String> find(List<RoutingTarget> targets, Collection<String> types) {
        List<String> sentences = new ArrayList<>();
        for (RoutingTarget target : targets) {
            if (!isFound(target)) {
                why(target.model(), types)
                        .ifPresent(why -> sentences.add(target.key() + " (" + target.place() + "): '" + target.model()
                                + "' is passed over for now: " + why));
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

    /** A model without a provider's name may be anybody's of whom there is no list. */
    private Optional<String> why(String model, Collection<String> types) {
        Optional<String> type =
                types.stream().filter(each -> ModelId.isOf(each, model)).findFirst();
        if (type.isPresent()) {
            return Optional.of("provider " + type.get() + " does not run; is it configured?");
        }
        boolean all = catalogue.lists().stream().noneMatch(list -> list.known().isEmpty());
        return all ? Optional.of("no provider that runs has such a model, or such a name.") : Optional.empty();
    }
}
