package dev.sluice.gateway.admin;

import static dev.sluice.gateway.text.JsonObjects.array;
import static dev.sluice.gateway.text.JsonObjects.object;
import static dev.sluice.gateway.text.JsonObjects.string;
import static dev.sluice.gateway.text.JsonObjects.strings;

import dev.sluice.gateway.provider.ProviderProblem;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Locale;

/** Replies of the administration endpoints as JSON. */
final class AdminJson {
    private AdminJson() {}

    static JsonObject of(ReloadReport report, List<ProviderProblem> problems) {
        return object().add("in_effect", report.errors().isEmpty())
                .add("changed", strings(report.changed()))
                .add("mistakes", strings(report.errors()))
                .add("after_restart", strings(report.afterRestart()))
                .add("problems", of(problems))
                .build();
    }

    static JsonObject of(List<ProviderReport> providers, List<ProviderProblem> problems, List<String> warnings) {
        JsonArrayBuilder reports = array();
        providers.forEach(provider -> reports.add(of(provider)));
        return object().add("providers", reports)
                .add("problems", of(problems))
                .add("notices", strings(warnings))
                .build();
    }

    private static JsonObjectBuilder of(ProviderReport provider) {
        JsonObjectBuilder report = object().add("id", provider.id())
                .add("source", provider.origin().source())
                .add("dropped_in", provider.origin().droppedIn())
                .add("version", string(provider.origin().version()))
                .add("spi_version", string(provider.origin().spiVersion()))
                .add("state", provider.state().name().toLowerCase(Locale.ROOT))
                .add("impediment", string(provider.readinessProblem()));
        provider.models().ifPresentOrElse(count -> report.add("models", count), () -> report.addNull("models"));
        return report.add("in_flight", provider.inFlight())
                .add("abandoned", provider.abandoned())
                .add("problems", strings(provider.problems()));
    }

    private static JsonArray of(List<ProviderProblem> problems) {
        JsonArrayBuilder all = array();
        problems.forEach(
                problem -> all.add(object().add("source", problem.source()).add("message", problem.message())));
        return all.build();
    }
}
