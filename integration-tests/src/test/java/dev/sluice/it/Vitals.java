package dev.sluice.it;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a gateway's process holds.
 *
 * @param threads platform and virtual ones
 * @param heap bytes that are in use after a collection
 * @param resident bytes of the whole process in memory; 0 where the system does not tell
 */
record Vitals(long threads, long heap, long resident) {
    private static final Pattern THREAD = Pattern.compile("\"tid\":");
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+)");
    private static final long MEGABYTE = 1L << 20;
    private static final long ALLOWED_THREADS = 24;
    private static final long ALLOWED_HEAP = 24 * MEGABYTE;

    /** Looks at a process, which collects its garbage for it. */
    static Vitals of(Process gateway) throws IOException, InterruptedException {
        Matcher total = TOTAL.matcher(jcmd(gateway, "GC.class_histogram"));
        if (!total.find()) {
            throw new IOException("there is no total in the histogram");
        }
        return new Vitals(threads(gateway), Long.parseLong(total.group(1)), resident(gateway));
    }

    private static long resident(Process gateway) throws IOException {
        Path status = Path.of("/proc", Long.toString(gateway.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        Matcher kilobytes = RESIDENT.matcher(Files.readString(status));
        return kilobytes.find() ? Long.parseLong(kilobytes.group(1)) << 10 : 0;
    }

    private static long threads(Process gateway) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("threads");
        Path dump = folder.resolve("dump.json");
        try {
            jcmd(gateway, "Thread.dump_to_file", "-format=json", dump.toString());
            return THREAD.matcher(Files.readString(dump)).results().count();
        } finally {
            Files.deleteIfExists(dump);
            Files.delete(folder);
        }
    }

    private static String jcmd(Process gateway, String... command) throws IOException, InterruptedException {
        String[] whole = new String[command.length + 2];
        whole[0] = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        whole[1] = Long.toString(gateway.pid());
        System.arraycopy(command, 0, whole, 2, command.length);
        Process process = new ProcessBuilder(whole).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("jcmd failed: " + output);
        }
        return output;
    }

    /** Whether no more is held than before; some threads of a pool, and caches, may be. */
    boolean near(Vitals before) {
        return threads <= before.threads + ALLOWED_THREADS && heap <= before.heap + ALLOWED_HEAP;
    }

    /** Whether no call is with a provider, nor left behind in one. */
    static boolean idle(URI gateway) throws IOException {
        String metrics = ClientSocket.ask(gateway, ClientSocket.get("/metrics"));
        return sum(metrics, "sluice_upstream_in_flight") == 0
                && sum(metrics, "sluice_provider_abandoned_calls") == 0
                // The one that asks.
                && sum(metrics, "sluice_http_requests_in_flight") <= 1;
    }

    @Override
    public String toString() {
        return "%d threads, %.1f MB of heap in use, %.0f MB resident"
                .formatted(threads, heap / (double) MEGABYTE, resident / (double) MEGABYTE);
    }

    private static double sum(String metrics, String name) {
        Matcher lines =
                Pattern.compile("(?m)^" + name + "(?:\\{[^}]*})? (\\S+)").matcher(metrics);
        if (!lines.find()) {
            throw new IllegalStateException("there is no " + name + " in the metrics");
        }
        return lines.reset()
                .results()
                .mapToDouble(line -> Double.parseDouble(line.group(1)))
                .sum();
    }
}
