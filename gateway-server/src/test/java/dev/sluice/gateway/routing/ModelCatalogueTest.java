package dev.sluice.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.provider.InMemoryCache;
import dev.sluice.gateway.provider.MutableClock;
import dev.sluice.gateway.provider.ProviderHandle;
import dev.sluice.gateway.provider.ScriptedProvider;
import dev.sluice.provider.CacheStore;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ModelCatalogueTest {
    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final Duration IMPATIENT = Duration.ofMillis(50);

    private final MutableClock clock = new MutableClock();
    private final CacheStore cache = new InMemoryCache();

    @Test
    void listsTheModelsOfAllProvidersInOrder() {
        Listing listing = catalogue(
                        PATIENT,
                        ProviderHandle.of("b", ScriptedProvider.listing("y", "x")),
                        ProviderHandle.of("a", ScriptedProvider.listing("z")))
                .listing();
        assertThat(ids(listing)).containsExactly("b-y", "b-x", "a-z");
        assertThat(listing.warnings()).isEmpty();
    }

    @Test
    void listsModelsWithoutTheProviderThatIsStuck() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        ProviderHandle stuck = ProviderHandle.of("stuck", ScriptedProvider.listing(() -> {
            awaitQuietly(released);
            return List.of(Model.builder("late").build());
        }));
        ModelCatalogue catalogue =
                catalogue(Duration.ofSeconds(2), stuck, ProviderHandle.of("quick", ScriptedProvider.listing("m")));

        Listing listing = catalogue.listing();

        assertThat(released.getCount()).isEqualTo(1);
        assertThat(ids(listing)).containsExactly("quick-m");
        assertThat(listing.warnings()).containsOnlyKeys("stuck");
        assertThat(listing.warnings().get("stuck")).contains("has not answered");
        released.countDown();
        await(() -> ids(catalogue.listing()).equals(List.of("stuck-late", "quick-m")));
        assertThat(catalogue.listing().warnings()).isEmpty();
    }

    @Test
    void servesAnOutdatedListAndFetchesANewOneInTheBackground() throws Exception {
        Semaphore mayAnswer = new Semaphore(1);
        AtomicInteger fetches = new AtomicInteger();
        ProviderHandle provider = ProviderHandle.of("p", ScriptedProvider.listing(() -> {
            mayAnswer.acquireUninterruptibly();
            return List.of(Model.builder("m" + fetches.incrementAndGet()).build());
        }));
        ModelCatalogue catalogue = catalogue(PATIENT, provider);
        assertThat(ids(catalogue.listing())).containsExactly("p-m1");
        assertThat(ids(catalogue.listing())).containsExactly("p-m1");

        clock.advance(Duration.ofMinutes(6));
        assertThat(ids(catalogue.listing())).containsExactly("p-m1");
        assertThat(ids(catalogue.listing())).containsExactly("p-m1");
        assertThat(fetches).hasValue(1);

        mayAnswer.release();
        await(() -> ids(catalogue.listing()).equals(List.of("p-m2")));
        assertThat(fetches).hasValue(2);
    }

    @Test
    void fetchesOnceForConcurrentRequests() throws Exception {
        AtomicInteger fetches = new AtomicInteger();
        CountDownLatch released = new CountDownLatch(1);
        ModelCatalogue catalogue = catalogue(PATIENT, ProviderHandle.of("p", ScriptedProvider.listing(() -> {
            fetches.incrementAndGet();
            awaitQuietly(released);
            return List.of(Model.builder("m").build());
        })));
        List<Thread> callers = IntStream.range(0, 20)
                .mapToObj(i -> Thread.ofVirtual().start(catalogue::listing))
                .toList();
        await(() -> fetches.get() == 1);
        released.countDown();
        for (Thread caller : callers) {
            assertThat(caller.join(Duration.ofSeconds(30))).isTrue();
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void servesTheCachedListAfterARestartWithoutASignIn() {
        Model full = Model.builder("m")
                .name("The Model")
                .owner("somebody")
                .dialects(List.of(Dialect.RESPONSES, Dialect.CHAT_COMPLETIONS))
                .capabilities(List.of("vision", "tool_calls"))
                .contextTokens(1000)
                .promptTokens(800)
                .outputTokens(200)
                .created(Instant.parse("2025-05-05T00:00:00Z"))
                .build();
        catalogue(PATIENT, ProviderHandle.of("p", ScriptedProvider.listing(() -> List.of(full))))
                .listing();

        Listing listing =
                catalogue(PATIENT, ProviderHandle.of("p", signedOut())).listing();

        assertThat(listing.warnings().get("p")).startsWith("nobody is signed in");
        assertThat(listing.models())
                .singleElement()
                .extracting(ShownModel::model)
                .satisfies(model -> {
                    assertThat(model.id()).isEqualTo("m");
                    assertThat(model.name()).isEqualTo("The Model");
                    assertThat(model.owner()).isEqualTo("somebody");
                    assertThat(model.dialects()).containsExactlyInAnyOrder(Dialect.RESPONSES, Dialect.CHAT_COMPLETIONS);
                    assertThat(model.capabilities()).containsExactlyInAnyOrder("vision", "tool_calls");
                    assertThat(model.contextTokens()).hasValue(1000);
                    assertThat(model.promptTokens()).hasValue(800);
                    assertThat(model.outputTokens()).hasValue(200);
                    assertThat(model.created()).hasValue(Instant.parse("2025-05-05T00:00:00Z"));
                });
    }

    @Test
    void ignoresAnUnreadableCachedList() throws Exception {
        cache.write("models-p.json", "{\"models\":[{\"id\":7}]}".getBytes(StandardCharsets.UTF_8));
        assertThat(catalogue(PATIENT, ProviderHandle.of("p", signedOut()))
                        .listing()
                        .models())
                .isEmpty();
    }

    @Test
    void fetchesTheListAtOnceAfterASignIn() {
        ScriptedProvider provider = signedOut();
        ModelCatalogue catalogue = catalogue(PATIENT, ProviderHandle.of("p", provider));
        assertThat(catalogue.listing().models()).isEmpty();

        provider.nowListing(() -> List.of(Model.builder("m").build()));
        Listing listing = catalogue.listing();
        assertThat(ids(listing)).containsExactly("p-m");
        assertThat(listing.warnings()).isEmpty();
    }

    @Test
    void doesNotFetchAgainRightAfterAFailure() {
        ScriptedProvider provider = ScriptedProvider.listing(() -> {
            throw new ProviderException(ErrorKind.UPSTREAM_UNAVAILABLE, "it is down");
        });
        ModelCatalogue catalogue = catalogue(PATIENT, ProviderHandle.of("p", provider));
        assertThat(catalogue.listing().models()).isEmpty();

        provider.nowListing(() -> List.of(Model.builder("m").build()));
        assertThat(catalogue.listing().warnings()).containsOnlyKeys("p");
        clock.advance(Duration.ofSeconds(1));
        assertThat(ids(catalogue.listing())).containsExactly("p-m");
    }

    @Test
    void stopsWaitingWhenInterrupted() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        ModelCatalogue catalogue = catalogue(PATIENT, ProviderHandle.of("p", ScriptedProvider.listing(() -> {
            awaitQuietly(released);
            return List.of();
        })));
        Thread.currentThread().interrupt();
        Listing listing = catalogue.listing();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(listing.models()).isEmpty();
        released.countDown();
    }

    @Test
    void doesNotWaitTwiceForTheSameStuckFetch() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        AtomicInteger fetches = new AtomicInteger();
        ModelCatalogue catalogue = catalogue(IMPATIENT, ProviderHandle.of("p", ScriptedProvider.listing(() -> {
            fetches.incrementAndGet();
            awaitQuietly(released);
            return List.of();
        })));
        for (int i = 0; i < 100; i++) {
            catalogue.listing();
        }
        assertThat(fetches).hasValue(1);
        released.countDown();
    }

    private static ScriptedProvider signedOut() {
        return ScriptedProvider.listing(() -> {
            throw new ProviderException(ErrorKind.SIGN_IN_REQUIRED, "nobody is signed in");
        });
    }

    private ModelCatalogue catalogue(Duration limit, ProviderHandle... providers) {
        List<ProviderHandle> all = List.of(providers);
        return new ModelCatalogue(
                () -> all, cache, clock, new RoutingSettings(List.of(), limit, Duration.ofMinutes(5)));
    }

    private static List<String> ids(Listing listing) {
        return listing.models().stream().map(ShownModel::id).toList();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            new CountDownLatch(1).await(5, TimeUnit.MILLISECONDS);
        }
    }
}
