package dev.sluice.it.container;

import dev.sluice.it.CommandLine;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Asks the container engine for what {@link NeedsDocker} needs. */
final class DockerCondition implements ExecutionCondition {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<String> obstacle = AnnotationSupport.findAnnotation(context.getElement(), NeedsDocker.class)
                .flatMap(need -> obstacle(need.images()));
        if (obstacle.isEmpty()) {
            return ConditionEvaluationResult.enabled("containers can be had");
        }
        if ("true".equals(System.getenv("REQUIRE_DOCKER"))) {
            throw new ExtensionConfigurationException("REQUIRE_DOCKER is set, but " + obstacle.get());
        }
        return ConditionEvaluationResult.disabled("SKIPPED: no containers here: " + obstacle.get());
    }

    private static Optional<String> obstacle(String... images) {
        CommandLine.Outcome engine = CommandLine.run(PATIENCE, "docker", "version", "-f", "{{.Server.Version}}");
        if (engine.status() != 0) {
            return Optional.of(engine.lastLine());
        }
        for (String image : images) {
            if (CommandLine.run(PATIENCE, "docker", "image", "inspect", "-f", "{{.Id}}", image)
                            .status()
                    != 0) {
                return Optional.of("there is no image " + image + "; .ci/make-images.sh makes it");
            }
        }
        return Optional.empty();
    }
}
