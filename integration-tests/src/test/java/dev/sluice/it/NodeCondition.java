package dev.sluice.it;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Asks for what {@link NeedsNode} needs. */
final class NodeCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<String> obstacle = NodeTools.obstacle();
        if (obstacle.isEmpty()) {
            return ConditionEvaluationResult.enabled("npm can be had");
        }
        if ("true".equals(System.getenv("REQUIRE_NODE"))) {
            throw new ExtensionConfigurationException("REQUIRE_NODE is set, but there is " + obstacle.get());
        }
        return ConditionEvaluationResult.disabled("SKIPPED: no Node here: there is " + obstacle.get());
    }
}
