package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The vendors' SDKs for Node as clients, by the tests in {@code src/test/node/sdk}. They run in one process; here each of
 * them is a test of its own.
 */
@NeedsNode
final class NodeSdkIT {
    /** Twelve pairs of an SDK and a dialect, three models, ten cases. */
    private static final int ALL = 12 * 3 * 10;

    private static final Duration PATIENCE = Duration.ofMinutes(15);

    @TestFactory
    Stream<DynamicTest> sdks(@TempDir Path home) throws IOException {
        Path folder = NodeTools.install("sdk");
        String node = NodeTools.node().toString();
        Path outcomes = home.resolve("outcomes.jsonl");
        CommandLine.Outcome run;
        try (SignedInGateway sluice = SignedInGateway.start(home, Map.of("SLUICE_RESILIENCE_RETRY_ATTEMPTS", "1"));
                SimulatorControl control = SimulatorControl.start(sluice)) {
            run = CommandLine.of(
                            node,
                            "--test-reporter=./reporter.mjs",
                            "--test-reporter-destination=" + outcomes,
                            "all.mjs")
                    .in(folder)
                    .knowing(Map.of(
                            "HOME", home.toString(),
                            "SLUICE_URL", sluice.gateway().url().toString(),
                            "CONTROL_URL", control.url().toString()))
                    .run(PATIENCE);
        }
        List<JsonObject> tests = Files.exists(outcomes)
                ? Files.readAllLines(outcomes).stream().map(GatewayClient::json).toList()
                : List.of();
        DynamicTest complete = DynamicTest.dynamicTest("every test ran", () -> {
            assertThat(tests).as(run.output()).hasSize(ALL);
            assertThat(tests).noneMatch(test -> test.getBoolean("skipped"));
        });
        return Stream.concat(Stream.of(complete), tests.stream().map(NodeSdkIT::reported));
    }

    private static DynamicTest reported(JsonObject test) {
        return DynamicTest.dynamicTest(test.getString("name"), () -> {
            if (!test.isNull("error")) {
                throw new AssertionError(test.getString("error"));
            }
        });
    }
}
