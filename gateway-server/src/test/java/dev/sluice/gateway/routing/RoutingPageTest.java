package dev.sluice.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.gateway.api.Apis;
import dev.sluice.gateway.config.RoutingConfig;
import dev.sluice.gateway.config.TestRouting;
import dev.sluice.gateway.provider.InMemoryCache;
import dev.sluice.gateway.provider.MutableClock;
import dev.sluice.gateway.provider.ProviderHandle;
import dev.sluice.gateway.provider.ScriptedProvider;
import dev.sluice.provider.Deadlines;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs what {@code docs/routing.md} says. */
final class RoutingPageTest {
    private static final Path PAGE = Path.of("../docs/routing.md");
    private static final Pattern BLOCK = Pattern.compile("```yaml\\nrouting:\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\| ([^|]+) \\|$", Pattern.MULTILINE);

    /** The ids that Copilot lists; those of the table which are among them are routed there. */
    private static final String[] COPILOT = {
        "claude-haiku-4.5",
        "claude-opus-4.6",
        "claude-sonnet-4",
        "claude-sonnet-4.5",
        "gemini-2.5-pro",
        "gpt-3.5-turbo",
        "gpt-4",
        "gpt-4.1",
        "gpt-4o",
        "gpt-4o-mini",
        "gpt-5-mini",
        "gpt-5.1"
    };

    private String page;
    private List<RoutingConfig> examples;

    @BeforeEach
    void read() throws IOException {
        page = Files.readString(PAGE);
        examples = BLOCK.matcher(page)
                .results()
                .map(block -> TestRouting.of(block.group(1).stripIndent()))
                .toList();
    }

    @Test
    void callsTheCandidatesThatTheTableLists() {
        Planner planner = planner(examples.getFirst());
        List<MatchResult> rows = ROW.matcher(page).results().toList();
        assertThat(rows).hasSizeGreaterThan(8);
        for (MatchResult row : rows) {
            String asked = row.group(1);
            if (row.group(2).startsWith("none")) {
                assertThat(catchThrowableOfType(ProviderException.class, () -> plan(planner, asked))
                                .kind())
                        .isEqualTo(ErrorKind.UNKNOWN_MODEL);
            } else {
                assertThat(plan(planner, asked).candidates())
                        .as(asked)
                        .extracting(Route::listedId)
                        .isEqualTo(Arrays.asList(row.group(2).split(", ")));
            }
        }
        assertThat(plan(planner, "quick").hedgeAfter()).hasValue(Duration.ofSeconds(2));
    }

    @Test
    void appliesTheDeadlinesOfTheRules() {
        ModelDeadlines deadlines =
                new ModelDeadlines(Deadlines.standard(), examples.get(1).deadlines());

        assertThat(deadlines.of("copilot-gpt-5.1", "gpt-5.1").firstByte()).isEqualTo(Duration.ofMinutes(10));
        assertThat(deadlines.of("copilot-claude-sonnet-4.5", "smart").firstByte())
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(deadlines.of("ollama-llama3.3", "smart").connect()).isEqualTo(Duration.ofSeconds(1));
        assertThat(deadlines.of("groq-x", "x")).isEqualTo(Deadlines.standard());
        assertThat(deadlines.total("groq-x", "x")).hasValue(Duration.ofMinutes(15));
        assertThat(deadlines.streamTotal("groq-x", "x")).hasValue(Duration.ofHours(1));
    }

    private static RoutePlan plan(Planner planner, String id) {
        return planner.plan(id, Dialect.CHAT_COMPLETIONS, () -> ConversationKey.UNKNOWN);
    }

    private static Planner planner(RoutingConfig config) {
        List<ProviderHandle> providers = List.of(
                provider("copilot", COPILOT),
                provider("openrouter", "anthropic/claude-sonnet-4.5"),
                provider("groq", "llama-3.3-70b"),
                provider("ollama", "llama3.3"));
        RoutingSettings settings = new RoutingSettings(
                List.of(), Duration.ofSeconds(20), Duration.ofMinutes(5), new VirtualModels(config));
        ModelCatalogue catalogue =
                new ModelCatalogue(() -> providers, new InMemoryCache(), new MutableClock(), settings);
        catalogue.listing();
        Router router = new Router(
                catalogue,
                (caller, spoken) -> spoken.contains(caller) ? Optional.of(caller) : Optional.empty(),
                Apis::path);
        return new Planner(router, catalogue, new ConversationMemory(), () -> 0);
    }

    private static ProviderHandle provider(String id, String... models) {
        return ProviderHandle.of(id, ScriptedProvider.listing(models));
    }
}
