package dev.sluice.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.gateway.api.Apis;
import dev.sluice.gateway.provider.InMemoryCache;
import dev.sluice.gateway.provider.MutableClock;
import dev.sluice.gateway.provider.ProviderHandle;
import dev.sluice.gateway.provider.ScriptedProvider;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RouterTest {
    private final MutableClock clock = new MutableClock();
    private final ProviderHandle copilot = ProviderHandle.of(
            "copilot",
            ScriptedProvider.listing(() -> List.of(
                    model("gpt-4o", Dialect.CHAT_COMPLETIONS, Dialect.RESPONSES),
                    model("gpt-5-codex", Dialect.RESPONSES),
                    model("text-embedding-3-small", Dialect.EMBEDDINGS),
                    model("shared", Dialect.CHAT_COMPLETIONS))));
    private final ProviderHandle openrouter =
            ProviderHandle.of("openrouter", ScriptedProvider.listing("openai/gpt-4o", "copilot/odd", "shared"));
    private final ProviderHandle open = ProviderHandle.of("open", ScriptedProvider.listing("llama"));

    @ParameterizedTest
    @CsvSource({
        "copilot-gpt-4o, copilot, gpt-4o",
        "ext-copilot-gpt-4o, copilot, gpt-4o",
        "copilot/gpt-4o, copilot, gpt-4o",
        "gpt-4o, copilot, gpt-4o",
        "Copilot-GPT-4o, copilot, gpt-4o",
        "GPT-4O, copilot, gpt-4o",
        "openai/gpt-4o, openrouter, openai/gpt-4o",
        "openrouter/openai/gpt-4o, openrouter, openai/gpt-4o",
        "openrouter-openai/gpt-4o, openrouter, openai/gpt-4o",
        "ext-openrouter-shared, openrouter, shared",
        "copilot-shared, copilot, shared",
        "copilot/odd, openrouter, copilot/odd",
        "open-llama, open, llama",
        "llama, open, llama",
    })
    void resolvesEverySpellingOfAModelId(String id, String provider, String model) {
        Route route = router(copilot, openrouter, open).route(id, Dialect.CHAT_COMPLETIONS);
        assertThat(route.provider().id()).isEqualTo(provider);
        assertThat(route.model().id()).isEqualTo(model);
    }

    @Test
    void prefersAProviderToAPublisherOfTheSameName() {
        ProviderHandle openai = ProviderHandle.of("openai", ScriptedProvider.listing("gpt-4o"));
        Router both = router(openrouter, openai);

        assertThat(both.route("openai/gpt-4o", Dialect.CHAT_COMPLETIONS).provider())
                .isSameAs(openai);
        assertThat(both.route("openrouter/openai/gpt-4o", Dialect.CHAT_COMPLETIONS)
                        .provider())
                .isSameAs(openrouter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama3.2", "ollama-llama3.2", "ollama/llama3.2", "ext-ollama-llama3.2"})
    void findsALatestModelWithoutItsTag(String id) {
        ProviderHandle ollama = ProviderHandle.of("ollama", ScriptedProvider.listing("llama3.2:latest", "llama3.2:1b"));
        Router router = router(ollama);

        assertThat(router.route(id, Dialect.CHAT_COMPLETIONS).model().id()).isEqualTo("llama3.2:latest");
    }

    @Test
    void prefersAnExactIdToALatestTag() {
        Router router = router(
                ProviderHandle.of("ollama", ScriptedProvider.listing("a:latest", "b:latest", "a")),
                ProviderHandle.of("other", ScriptedProvider.listing("b")));

        assertThat(router.route("ollama-a", Dialect.CHAT_COMPLETIONS).model().id())
                .isEqualTo("a");
        assertThat(router.route("b", Dialect.CHAT_COMPLETIONS).provider().id()).isEqualTo("other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"atlas-gpt-4o", "ext-atlas-gpt-4o", "atlas/gpt-4o", "Atlas-GPT-4o"})
    void findsAModelOfOneProviderWithoutItsPublisher(String id) {
        ProviderHandle atlas =
                ProviderHandle.of("atlas", ScriptedProvider.listing("openai/gpt-4o", "a/same", "b/same"));
        Router router = router(copilot, atlas);

        assertThat(router.route(id, Dialect.CHAT_COMPLETIONS).model().id()).isEqualTo("openai/gpt-4o");
        assertThat(router.route("gpt-4o", Dialect.CHAT_COMPLETIONS).provider()).isSameAs(copilot);
        assertThat(failure(router, "atlas-same", Dialect.CHAT_COMPLETIONS).kind())
                .isEqualTo(ErrorKind.UNKNOWN_MODEL);
    }

    @Test
    void refusesAnAmbiguousModelId() {
        ProviderException failure = failure(router(copilot, openrouter), "shared", Dialect.CHAT_COMPLETIONS);
        assertThat(failure.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(failure.code()).hasValue("model_ambiguous");
        assertThat(failure).hasMessageContaining("copilot-shared or openrouter-shared");
    }

    @Test
    void resolvesAnAmbiguousIdByTheConfiguredOrder() {
        RoutingSettings settings =
                new RoutingSettings(List.of("openrouter"), Duration.ofSeconds(20), Duration.ofMinutes(5));
        Route route = router(settings, copilot, openrouter).route("shared", Dialect.CHAT_COMPLETIONS);
        assertThat(route.provider().id()).isEqualTo("openrouter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"copilot-gpt-4", "copilot/gpt-40", "gpt-4oo"})
    void suggestsNearMatchesOfAnUnknownModel(String id) {
        ProviderException failure = failure(router(copilot), id, Dialect.CHAT_COMPLETIONS);
        assertThat(failure.kind()).isEqualTo(ErrorKind.UNKNOWN_MODEL);
        assertThat(failure.code()).hasValue("model_not_found");
        assertThat(failure.parameter()).hasValue("model");
        assertThat(failure).hasMessageContaining("'" + id + "'").hasMessageContaining("copilot-gpt-4o");
    }

    @Test
    void refusesIdsOfAnyLengthAndContent() {
        ProviderException failure =
                failure(router(copilot), "copilot-\r\n" + "x".repeat(100_000), Dialect.CHAT_COMPLETIONS);
        assertThat(failure.kind()).isEqualTo(ErrorKind.UNKNOWN_MODEL);
        assertThat(failure.getMessage()).hasSizeLessThan(400).doesNotContain("\n");
        assertThat(failure(router(copilot), "", Dialect.CHAT_COMPLETIONS).kind())
                .isEqualTo(ErrorKind.UNKNOWN_MODEL);
    }

    @Test
    void namesTheApisThatAModelSupports() {
        ProviderException failure = failure(router(copilot), "copilot-gpt-5-codex", Dialect.CHAT_COMPLETIONS);
        assertThat(failure.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(failure.code()).hasValue("unsupported_api_for_model");
        assertThat(failure).hasMessageContaining("/v1/chat/completions").hasMessageContaining("/v1/responses");
    }

    @Test
    void fetchesListsOnceForAnUnknownModel() {
        AtomicInteger fetches = new AtomicInteger();
        ScriptedProvider growing = ScriptedProvider.listing(() -> {
            fetches.incrementAndGet();
            return List.of(model("old", Dialect.CHAT_COMPLETIONS));
        });
        Router router = router(ProviderHandle.of("p", growing));
        assertThat(router.route("p-old", Dialect.CHAT_COMPLETIONS).model().id()).isEqualTo("old");
        growing.nowListing(() -> {
            fetches.incrementAndGet();
            return List.of(model("old", Dialect.CHAT_COMPLETIONS), model("new", Dialect.CHAT_COMPLETIONS));
        });

        clock.advance(Duration.ofMinutes(1));
        assertThat(router.route("p-new", Dialect.CHAT_COMPLETIONS).model().id()).isEqualTo("new");
        for (int i = 0; i < 50; i++) {
            failure(router, "p-made-up-" + i, Dialect.CHAT_COMPLETIONS);
        }
        assertThat(fetches).hasValue(2);
    }

    @Test
    void routesToAProviderWithoutAList() {
        Router router = router(signedOut(), open);
        for (String id : List.of("copilot-gpt-4o", "ext-copilot-gpt-4o", "copilot/gpt-4o")) {
            Route route = router.route(id, Dialect.EMBEDDINGS);
            assertThat(route.provider().id()).isEqualTo("copilot");
            assertThat(route.model().id()).isEqualTo("gpt-4o");
            assertThat(route.model().dialects()).containsExactly(Dialect.EMBEDDINGS);
        }
        assertThat(failure(router, "gpt-4o", Dialect.CHAT_COMPLETIONS))
                .hasMessageContaining("The models of copilot could not be listed");
    }

    @Test
    void routesABareIdToTheOnlyProviderWhileItHasNoList() {
        Route route = router(signedOut()).route("gpt-4o", Dialect.CHAT_COMPLETIONS);
        assertThat(route.provider().id()).isEqualTo("copilot");
        assertThat(route.model().id()).isEqualTo("gpt-4o");
    }

    private static ProviderHandle signedOut() {
        return ProviderHandle.of("copilot", ScriptedProvider.listing(() -> {
            throw new ProviderException(ErrorKind.SIGN_IN_REQUIRED, "nobody is signed in");
        }));
    }

    private static ProviderException failure(Router router, String id, Dialect dialect) {
        return catchThrowableOfType(ProviderException.class, () -> router.route(id, dialect));
    }

    private static Model model(String id, Dialect... dialects) {
        return Model.builder(id).dialects(List.of(dialects)).build();
    }

    private Router router(ProviderHandle... providers) {
        return router(new RoutingSettings(List.of(), Duration.ofSeconds(20), Duration.ofMinutes(5)), providers);
    }

    private Router router(RoutingSettings settings, ProviderHandle... providers) {
        List<ProviderHandle> all = List.of(providers);
        ModelCatalogue catalogue = new ModelCatalogue(() -> all, new InMemoryCache(), clock, settings);
        catalogue.listing();
        return new Router(
                catalogue,
                (caller, spoken) -> spoken.contains(caller) ? Optional.of(caller) : Optional.empty(),
                Apis::path);
    }
}
