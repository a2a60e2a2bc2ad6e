package dev.sluice.tokenstore;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Every text is a {@code .env} file; a value that is set is read back, and no other changes. */
public final class DotEnvFuzz {
    private DotEnvFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        DotEnv file = DotEnv.parse(bytes);
        if (!Arrays.equals(file.bytes(), bytes)) {
            throw new AssertionError("the bytes are others");
        }
        for (String key : new String[] {"GITHUB_COPILOT_TOKEN", "A"}) {
            Map<String, String> wanted = new HashMap<>(file.values());
            wanted.put(key, "ghu_x");
            DotEnv changed = changed(file, key);
            if (changed != file && !DotEnv.parse(changed.bytes()).values().equals(wanted)) {
                throw new AssertionError("other values than " + wanted.keySet());
            }
        }
    }

    /** Where a quote stands open, there may be no spelling that changes one value alone; then nothing is changed. */
    private static DotEnv changed(DotEnv file, String key) {
        try {
            return file.with(key, "ghu_x");
        } catch (IllegalArgumentException e) {
            return file;
        }
    }
}
