package dev.sluice.gateway.admin;

import static java.util.stream.Collectors.joining;

import dev.sluice.gateway.provider.ProviderProblem;
import dev.sluice.json.JsonText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What administrators are told, as JSON. */
final class AdminJson {
    private AdminJson() {}

    static String of(ReloadReport report, List<ProviderProblem> problems) {
        return "{\"in_effect\":%b,\"changed\":%s,\"mistakes\":%s,\"after_restart\":%s,\"problems\":%s}"
                .formatted(
                        report.mistakes().isEmpty(),
                        strings(report.changed()),
                        strings(report.mistakes()),
                        strings(report.afterRestart()),
                        of(problems));
    }

    static String of(List<ProviderReport> providers, List<ProviderProblem> problems, List<String> notices) {
        return "{\"providers\":[%s],\"problems\":%s,\"notices\":%s}"
                .formatted(providers.stream().map(AdminJson::of).collect(joining(",")), of(problems), strings(notices));
    }

    private static String of(ProviderReport provider) {
        return "{\"id\":%s,\"source\":%s,\"dropped_in\":%b,\"version\":%s,\"spi_version\":%s,"
                        .formatted(
                                JsonText.quote(provider.id()),
                                JsonText.quote(provider.origin().source()),
                                provider.origin().droppedIn(),
                                string(provider.origin().version()),
                                string(provider.origin().spiVersion()))
                + "\"state\":%s,\"impediment\":%s,\"models\":%s,\"in_flight\":%d,\"abandoned\":%d,\"problems\":%s}"
                        .formatted(
                                JsonText.quote(provider.state().name().toLowerCase(Locale.ROOT)),
                                string(provider.impediment()),
                                provider.models().isPresent()
                                        ? provider.models().getAsInt()
                                        : "null",
                                provider.inFlight(),
                                provider.abandoned(),
                                strings(provider.problems()));
    }

    private static String of(List<ProviderProblem> problems) {
        return problems.stream()
                .map(problem -> "{\"source\":" + JsonText.quote(problem.source()) + ",\"message\":"
                        + JsonText.quote(problem.message()) + "}")
                .collect(joining(",", "[", "]"));
    }

    private static String string(Optional<String> text) {
        return text.map(JsonText::quote).orElse("null");
    }

    private static String strings(List<String> texts) {
        return texts.stream().map(JsonText::quote).collect(joining(",", "[", "]"));
    }
}
