package dev.sluice.gateway.provider;

import dev.sluice.gateway.provider.ProviderProblem.Kind;
import dev.sluice.gateway.provider.ProviderRegistry.Environment;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Setting;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Makes providers of factories: asks each for its id and settings, reads these, creates it. */
final class ProviderStart {
    private static final Logger LOGGER = System.getLogger(ProviderStart.class.getName());
    private static final String ID = "[a-z][a-z0-9-]*";

    private final Environment environment;
    private final TimeLimit limit;
    private final List<ProviderProblem> problems;
    private final SettingsReader settings;
    private final Map<String, String> sources = new HashMap<>();
    private final Map<String, ProviderHandle> started = new LinkedHashMap<>();

    ProviderStart(Environment environment, TimeLimit limit, List<ProviderProblem> problems) {
        this.environment = environment;
        this.limit = limit;
        this.problems = problems;
        this.settings = new SettingsReader(environment.config(), problems);
    }

    /** Makes what can be made; the rest is among the problems. */
    Map<String, ProviderHandle> start(List<FoundFactory> factories) {
        factories.forEach(this::start);
        settings.reportUnknownProviders(new TreeSet<>(sources.keySet()));
        return started;
    }

    private void start(FoundFactory found) {
        Containment containment = new Containment(found.source(), found.loader());
        Optional<String> asked =
                ask(found, () -> containment.call("id", () -> found.factory().id()));
        if (asked.isEmpty() || !isUsable(asked.get(), found)) {
            return;
        }
        String id = asked.get();
        if (!settings.enabled(id)) {
            LOGGER.log(Level.INFO, () -> "provider " + id + " is not enabled");
            return;
        }
        ask(
                        found,
                        () -> containment.call(
                                "settings",
                                () -> List.<Setting<?>>copyOf(found.factory().settings())))
                .flatMap(described -> settings.read(id, described))
                .flatMap(values -> create(id, found, values))
                .ifPresent(handle -> started.put(id, handle));
    }

    private boolean isUsable(String id, FoundFactory found) {
        if (!id.matches(ID)) {
            problem(
                    found,
                    "its id '" + id + "' is not of lower-case letters, digits and dashes, beginning with a letter");
            return false;
        }
        String other = sources.putIfAbsent(id, found.source());
        if (other != null) {
            problem(
                    found,
                    "its id '" + id + "' is already taken by " + other + ", which is used; remove one of the two");
            return false;
        }
        return true;
    }

    private Optional<ProviderHandle> create(String id, FoundFactory found, ProviderSettings values) {
        LentContext context = new LentContext(id, found.loader(), values, environment);
        Optional<ProviderHandle> handle = ask(found, () -> ProviderHandle.create(id, found, context));
        if (handle.isEmpty()) {
            context.close();
        }
        return handle;
    }

    private <T> Optional<T> ask(FoundFactory found, Supplier<T> call) {
        try {
            return Optional.of(limit.call("sluice-start-" + found.source(), call));
        } catch (TimeoutException e) {
            problem(found, "starting it hangs: " + e.getMessage());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (!(cause instanceof ProviderException failure)) {
                problem(found, "starting it failed: " + cause);
            } else if (failure.getCause() != null) {
                problem(found, failure.getMessage() + " (" + failure.getCause() + ")");
            } else {
                problem(found, String.valueOf(failure.getMessage()));
            }
        }
        return Optional.empty();
    }

    private void problem(FoundFactory found, String message) {
        problems.add(new ProviderProblem(Kind.CREATION, found.source(), message));
    }
}
