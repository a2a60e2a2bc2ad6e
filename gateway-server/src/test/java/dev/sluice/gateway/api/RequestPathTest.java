package dev.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.config.LimitsConfig;
import dev.sluice.provider.Deadlines;
import dev.sluice.provider.Headers;
import dev.sluice.provider.UpstreamClient;
import dev.sluice.provider.UpstreamRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the stages of a request in {@code docs/architecture.md} against the code and a request that runs. */
final class RequestPathTest {
    private static final Path PAGE = Path.of("../docs/architecture.md");
    private static final Path SOURCE = Path.of("src/main/java/dev/sluice/gateway/request/ModelRequest.java");
    private static final Pattern STAGE = Pattern.compile("(?m)^\\| \\d (\\w+) \\| `(\\w+\\.\\w+)` \\|");
    private static final String OWN = "dev.sluice.gateway.";
    private static final String MESSAGE = "{\"model\":\"fake-gpt-4o\",\"messages\":[]}";

    @Test
    void thePageNamesTheStagesInTheOrderOfTheOneMethod() throws IOException {
        assertThat(stages().keySet())
                .containsExactly("admit", "read", "plan", "reserve", "guard", "attempt", "relay", "record");
        String source = Files.readString(SOURCE);
        String method = source.substring(source.indexOf("private void answer() {"));
        method = method.substring(0, method.indexOf("\n    }\n"));
        // Guard and attempt lie behind the next candidate; the record is made whatever becomes of the rest.
        assertThat(method)
                .containsSubsequence(
                        "admit()", "read()", "plan(", "reserve(", "while", "candidates.next()", "relay(", "record(");
    }

    @Test
    void aRequestComesToTheUpstreamByTheseClassesAlone() {
        List<String> frames = frames(RunningApi.with());

        assertThat(frames)
                .as("outermost first")
                .containsSubsequence(
                        "GuardedConnection.handle",
                        "RequestFilter.filter",
                        "Dispatcher.handle",
                        "ModelRequest.answer",
                        "FallbackExecutor.next",
                        "CandidateCall.open",
                        "ProviderCall.open",
                        "ProviderCall.attempt",
                        "ProviderHandle.send",
                        "Containment.call");
        assertThat(frames.stream()
                        .map(frame -> frame.substring(0, frame.indexOf('.')))
                        .distinct())
                .as("a further class on the way of every request has to be worth it")
                .hasSize(9);
        assertThat(frames).hasSizeLessThanOrEqualTo(16);
    }

    @Test
    void theStagesRunInTheOrderOfThePage() throws IOException {
        Set<String> seen = Collections.synchronizedSet(new LinkedHashSet<>());
        Map<String, String> stages = stages();
        LimitsConfig.Limit many = new LimitsConfig.Limit(1_000_000, 0, 0);
        RunningApi.Options watched = RunningApi.with()
                .limits(limits(many), System::nanoTime)
                .seam(() -> names().filter(stages::containsValue).findFirst().ifPresent(seen::add));

        frames(watched);

        stages.remove("reserve");
        assertThat(seen).as("all but the one that asks for nothing").containsExactlyElementsOf(stages.values());
    }

    private static LimitsConfig limits(LimitsConfig.Limit each) {
        LimitsConfig.Scope scope = new LimitsConfig.Scope(each, Map.of());
        return new LimitsConfig(scope, scope);
    }

    private static Map<String, String> stages() throws IOException {
        Map<String, String> stages = new LinkedHashMap<>();
        Matcher row = STAGE.matcher(Files.readString(PAGE));
        while (row.find()) {
            stages.put(row.group(1), row.group(2));
        }
        return stages;
    }

    /** Returns the gateway's own frames above an upstream client, outermost first. */
    private static List<String> frames(RunningApi.Options options) {
        AtomicReference<List<String>> frames = new AtomicReference<>(List.of());
        UpstreamClient upstream = request -> {
            frames.set(names().toList().reversed());
            throw new IllegalStateException("there is no upstream");
        };
        try (RunningApi api = options.start()) {
            api.provider.answer = request -> {
                try {
                    upstream.send(UpstreamRequest.get(
                            URI.create("https://acme.test/"), Headers.empty(), Deadlines.standard()));
                } catch (IllegalStateException e) {
                    return FakeProvider.json("{}");
                }
                throw new AssertionError("the upstream answered");
            };
            assertThat(api.post(RunningApi.CHAT, MESSAGE).statusCode()).isEqualTo(200);
        }
        return frames.get();
    }

    /** Returns the main code's frames of the current thread, innermost first, as class and method. */
    private static Stream<String> names() {
        return Arrays.stream(Thread.currentThread().getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(OWN)
                        && !frame.getClassName().matches(".*\\.(RequestPathTest|RunningApi|FakeProvider)(\\$.*)?"))
                .map(frame -> frame.getClassName().replaceFirst(".*\\.", "") + "." + frame.getMethodName());
    }
}
