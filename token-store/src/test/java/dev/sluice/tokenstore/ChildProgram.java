package dev.sluice.tokenstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.provider.CacheStore.Lock;
import dev.sluice.provider.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** What tests run in processes of their own: {@code <what to do> <home folder> [<argument>]}. */
final class ChildProgram {
    static final String KEY = "GITHUB_COPILOT_TOKEN";
    static final String ENTRY = "githubcopilot-token.json";
    static final List<String> ENTRIES = List.of(ENTRY, "one.json", "two.json", "three.json");
    static final String READY = "ready";

    private ChildProgram() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "write-for-ever" -> writeForEver(home);
            case "set-keys" -> setKeys(home, arguments[2]);
            case "hold-lock" -> holdLock(home);
            case "put-once" -> putOnce(home);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    static String secret(boolean old) {
        return (old ? "a" : "b").repeat(8_000);
    }

    static byte[] entry(boolean old) {
        return (old ? "A" : "B").repeat(200_000).getBytes(UTF_8);
    }

    static FileSecretStore secrets(Path home) {
        return new FileSecretStore(home.resolve(".env"), _ -> Optional.empty());
    }

    static FolderCacheStore cache(Path home) {
        return new FolderCacheStore(home.resolve(".cache"));
    }

    /** Writes all files at once, so that a kill finds it writing some of them more likely than not. */
    private static void writeForEver(Path home) throws InterruptedException {
        FileSecretStore secrets = secrets(home);
        FolderCacheStore cache = cache(home);
        CountDownLatch begun = new CountDownLatch(1 + ENTRIES.size());
        repeat(begun, old -> secrets.put(KEY, Secret.of(secret(old))));
        ENTRIES.forEach(name -> repeat(begun, old -> cache.write(name, entry(old))));
        begun.await();
        say(READY);
    }

    private static void repeat(CountDownLatch begun, Writing writing) {
        Thread.ofPlatform().start(() -> {
            for (long turn = 0; ; turn++) {
                try {
                    writing.write(turn % 2 == 1);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                begun.countDown();
            }
        });
    }

    private static void setKeys(Path home, String prefix) throws IOException {
        FileSecretStore secrets = secrets(home);
        for (int key = 0; key < 50; key++) {
            secrets.put(prefix + key, Secret.of("synthetic-" + key));
        }
    }

    private static void holdLock(Path home) throws Exception {
        try (Lock _ = cache(home).lock("sign-in", Duration.ofSeconds(30)).orElseThrow()) {
            say(READY);
            // Until killed, or until the test is gone.
            int end = System.in.read();
            say("end " + end);
        }
    }

    private static void putOnce(Path home) {
        FileSecretStore secrets = secrets(home);
        try {
            secrets.put(KEY, Secret.of("c".repeat(100_000)));
            say("stored");
        } catch (IOException e) {
            say(String.valueOf(e.getMessage()));
        }
        say("kept " + secrets.get(KEY).map(value -> value.reveal().length()).orElse(0));
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private interface Writing {
        void write(boolean old) throws IOException;
    }
}
