package dev.sluice.it;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A program: clients that ask, some of which leave, while upstreams fail and recover at random, and then what was lost,
 * false, stuck or left behind. Started by {@code bench/soak.sh}.
 */
final class Soak {
    private static final int CLIENTS = 24;
    private static final int WARM_UPS = 10;
    private static final int VOLLEY = 200;
    /** One in so many requests is left by its client. */
    private static final int LEAVING = 12;

    private static final int SHORTEST_CALM_MILLIS = 300;
    private static final int LONGEST_CALM_MILLIS = 3_000;

    private final DrillGround ground;
    private final long seed;
    private final SoakTally tally = new SoakTally();
    private final CountDownLatch over = new CountDownLatch(1);

    private Soak(DrillGround ground, long seed) {
        this.ground = ground;
        this.seed = seed;
    }

    /**
     * Runs a soak; the exit code is 1 if there was a lie or a hang, or if threads or memory are left.
     *
     * @param arguments an empty home folder for the gateway, minutes, and a seed
     */
    public static void main(String[] arguments) throws Exception {
        try (DrillGround ground = new DrillGround(Path.of(arguments[0]))) {
            Soak soak = new Soak(ground, Long.parseLong(arguments[2]));
            if (!soak.run(Duration.ofMinutes(Long.parseLong(arguments[1])))) {
                throw new IllegalStateException("the soak has failed: see above");
            }
        }
    }

    private boolean run(Duration time) throws Exception {
        for (int i = 0; i < WARM_UPS; i++) {
            ground.volley(VOLLEY);
        }
        Vitals before = Vitals.of(ground.process());
        System.out.println("start: " + before);
        int faults;
        List<Future<?>> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                int number = i;
                clients.add(threads.submit(() -> ask(new Random(seed + number + 1), "client " + number)));
            }
            try {
                faults = strike(System.nanoTime() + time.toNanos());
            } finally {
                over.countDown();
            }
        }
        for (Future<?> client : clients) {
            client.get();
        }
        return settled(before, faults);
    }

    private void ask(Random random, String name) {
        URI gateway = ground.url();
        for (int i = 0; over.getCount() > 0; i++) {
            DrillRequest request = new DrillRequest(DrillGround.SMART, name + " asks " + i, random.nextBoolean());
            tally.add(
                    random.nextInt(LEAVING) == 0
                            ? request.leave(gateway, random.nextBoolean())
                            : request.send(gateway));
        }
    }

    /** At each step one of the upstreams gets a fault, in place of what it had, or is mended. */
    private int strike(long end) throws InterruptedException {
        Random random = new Random(seed);
        DrillFault[] all = DrillFault.values();
        long minute = TimeUnit.MINUTES.toNanos(1);
        long next = System.nanoTime() + minute;
        int faults = 0;
        while (System.nanoTime() < end) {
            UnreliableUpstream upstream = ground.upstreams().get(random.nextInt(DrillGround.PROVIDERS.size()));
            DrillFault fault = all[random.nextInt(all.length)];
            if (random.nextBoolean()) {
                fault.strike(upstream);
                faults++;
            } else {
                upstream.fix();
            }
            over.await(random.nextInt(SHORTEST_CALM_MILLIS, LONGEST_CALM_MILLIS), TimeUnit.MILLISECONDS);
            if (System.nanoTime() > next) {
                next += minute;
                System.out.println(tally);
            }
        }
        ground.upstreams().forEach(UnreliableUpstream::fix);
        return faults;
    }

    private boolean settled(Vitals before, int faults) throws Exception {
        Duration recovery = Duration.ZERO;
        for (String provider : DrillGround.PROVIDERS) {
            recovery = recovery.plus(ground.awaitRecovery(provider));
        }
        System.out.println("faults " + faults + ", " + tally + ", recovery " + recovery.toMillis() + " ms");
        Eventually.holds("no call is left", () -> Vitals.idle(ground.url()));
        boolean near = awaitNear(before);
        System.out.println("end:   " + Vitals.of(ground.process()));
        return near && tally.good();
    }

    private boolean awaitNear(Vitals before) throws IOException, InterruptedException {
        long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        boolean near = Vitals.of(ground.process()).near(before);
        while (!near && System.nanoTime() < patience) {
            near = Vitals.of(ground.process()).near(before);
        }
        return near;
    }
}
