package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.DrillFault.Reach;
import dev.sluice.it.DrillRequest.Ended;
import dev.sluice.it.DrillRequest.Outcome;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two hundred requests at once while one, two or all three of a virtual model's upstreams fail. */
final class FaultDrillsIT {
    private static final System.Logger LOGGER = System.getLogger(FaultDrillsIT.class.getName());
    private static final int REQUESTS = 200;
    private static final int WARM_UPS = 10;

    /** Of all upstreams: a breaker period, with room for a busy machine, and less than a dead connection would cost. */
    private static final Duration LONGEST_RECOVERY = DrillGround.FIRST_BYTE;

    @TempDir
    private static Path home;

    private static DrillGround ground;
    private static Vitals before;

    @BeforeAll
    static void start() throws Exception {
        ground = new DrillGround(home);
        for (int i = 0; i < WARM_UPS; i++) {
            ground.volley(REQUESTS);
        }
        Eventually.holds("it is warm", () -> count(ground.volley(REQUESTS), Outcome.ANSWERED) == REQUESTS);
        before = Vitals.of(ground.process());
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    /** A drill that fails spoils no other. */
    @AfterEach
    void fix() throws Exception {
        recover(DrillGround.PROVIDERS.size());
    }

    static Stream<List<DrillFault>> drills() {
        Stream<List<DrillFault>> alike = Arrays.stream(DrillFault.values())
                .flatMap(fault -> IntStream.rangeClosed(1, DrillGround.PROVIDERS.size())
                        .mapToObj(count -> Collections.nCopies(count, fault)));
        Stream<List<DrillFault>> mixed = Stream.of(
                List.of(DrillFault.SILENT, DrillFault.DEAD),
                List.of(DrillFault.FLAPPING, DrillFault.LYING_PAGE),
                List.of(DrillFault.HALF_OPEN_STREAM, DrillFault.SILENT),
                List.of(DrillFault.HALF_OPEN_HEAD, DrillFault.DEAD, DrillFault.LYING_HALF));
        return Stream.concat(alike, mixed);
    }

    @ParameterizedTest
    @MethodSource("drills")
    void answersOrSaysWhyNotInTimeAndRecovers(List<DrillFault> faults) throws Exception {
        for (int i = 0; i < faults.size(); i++) {
            faults.get(i).strike(ground.upstreams().get(i));
        }

        List<Ended> ended = ground.volley(REQUESTS);

        assertThat(ended)
                .filteredOn(each -> each.outcome() != Outcome.ANSWERED && each.outcome() != Outcome.FAILED)
                .isEmpty();
        Duration longest =
                ended.stream().map(Ended::took).max(Comparator.naturalOrder()).orElseThrow();
        assertThat(longest).isLessThan(DrillGround.LONGEST);
        assertThat(ended).allSatisfy(each -> assertExpected(faults, each));

        Duration recovery = recover(faults.size());
        assertThat(recovery).isLessThan(LONGEST_RECOVERY);
        Eventually.holds("no call is left", () -> Vitals.idle(ground.url()));
        Eventually.holds(
                "no thread or memory is left", () -> Vitals.of(ground.process()).near(before));
        LOGGER.log(
                Level.INFO,
                "| {0} | {1} | {2} | {3} | {4} ms | {5} ms |",
                names(faults),
                REQUESTS,
                count(ended, Outcome.ANSWERED),
                count(ended, Outcome.FAILED),
                Long.toString(longest.toMillis()),
                Long.toString(recovery.toMillis()));
    }

    private static String names(List<DrillFault> faults) {
        return faults.stream().map(DrillFault::toString).collect(Collectors.joining(", "));
    }

    /** Whoever could be answered by an upstream that is well, is; where there is none, nobody is. */
    private static void assertExpected(List<DrillFault> faults, Ended ended) {
        boolean oneIsWell = faults.size() < DrillGround.PROVIDERS.size();
        boolean streamsBreak = faults.stream().anyMatch(fault -> fault.reach() == Reach.BEGUN_STREAMS);
        if (oneIsWell && !(streamsBreak && ended.request().streamed())) {
            assertThat(ended.outcome()).as(ended.detail()).isEqualTo(Outcome.ANSWERED);
        }
        if (!oneIsWell && faults.stream().allMatch(fault -> fault.reach() == Reach.EVERYTHING)) {
            assertThat(ended.outcome()).as(ended.detail()).isEqualTo(Outcome.FAILED);
        }
    }

    private static Duration recover(int struck) throws Exception {
        ground.upstreams().forEach(UnreliableUpstream::fix);
        Duration slowest = Duration.ZERO;
        for (String provider : DrillGround.PROVIDERS.subList(0, struck)) {
            slowest = slowest.plus(ground.awaitRecovery(provider));
        }
        return slowest;
    }

    private static long count(List<Ended> ended, Outcome outcome) {
        return ended.stream().filter(each -> each.outcome() == outcome).count();
    }
}
