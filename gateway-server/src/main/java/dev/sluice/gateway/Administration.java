package dev.sluice.gateway;

import dev.sluice.gateway.admin.AdminEndpoints;
import dev.sluice.gateway.admin.ProviderReport;
import dev.sluice.gateway.admin.ProviderReport.State;
import dev.sluice.gateway.provider.ProviderHandle;
import dev.sluice.gateway.provider.ProviderOrigin;
import dev.sluice.gateway.provider.ProviderProblem;
import dev.sluice.gateway.provider.ProviderRegistry;
import dev.sluice.gateway.routing.ModelCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What administrators are shown of the providers, gathered from those who know. */
final class Administration {
    private final ProviderRegistry providers;
    private final ModelCatalogue catalogue;
    private final Reload reload;
    private final Supplier<List<String>> lost;

    Administration(ProviderRegistry providers, ModelCatalogue catalogue, Reload reload, Supplier<List<String>> lost) {
        this.lost = lost;
        this.providers = providers;
        this.catalogue = catalogue;
        this.reload = reload;
    }

    AdminEndpoints endpoints() {
        return new AdminEndpoints(reload::now, this::reports, providers::problems, this::warnings);
    }

    private List<String> warnings() {
        return Stream.concat(providers.warnings().stream(), lost.get().stream()).toList();
    }

    private List<ProviderReport> reports() {
        List<ProviderReport> reports = new ArrayList<>();
        for (ProviderHandle handle : providers.providers()) {
            reports.add(
                    ProviderReport.of(handle, State.RUNNING, catalogue.count(handle.id()), problems(handle.origin())));
        }
        for (ProviderHandle handle : providers.draining()) {
            reports.add(ProviderReport.of(handle, State.LEAVING, OptionalInt.empty(), List.of()));
        }
        Set<String> shown = reports.stream().map(ProviderReport::id).collect(Collectors.toSet());
        reload.factories().origins().forEach((id, origin) -> {
            if (!shown.contains(id)) {
                State state = providers.failed(id) ? State.FAILED : State.DISABLED;
                reports.add(ProviderReport.idle(id, origin, state, problems(origin)));
            }
        });
        return reports;
    }

    private List<String> problems(ProviderOrigin origin) {
        return providers.problems().stream()
                .filter(problem -> problem.source().equals(origin.source()))
                .map(ProviderProblem::message)
                .toList();
    }
}
