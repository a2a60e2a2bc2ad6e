package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The gateway knows vendors in its package of APIs only; elsewhere, code, messages and comments name none. */
final class VendorNamesTest {
    private static final Path MAIN = JavaSources.ROOT.resolve("gateway-server/src/main/java");
    private static final Path APIS = MAIN.resolve("dev/sluice/gateway/api");
    private static final Pattern VENDOR = Pattern.compile(
            "openai|anthropic|gemini|google|copilot|github|claude|codex|ollama", Pattern.CASE_INSENSITIVE);
    /** Texts that may stay, each with the file that holds it. */
    private static final Map<String, String> EXCEPTIONS = Map.of(
            // How a secret starts that people paste in the wrong place: such a value is never quoted in a message.
            "github_pat_", "ConfigError.java");

    @Test
    void onlyTheApisNameVendors() throws IOException {
        List<String> found = new ArrayList<>();
        TreeSet<String> used = new TreeSet<>();
        List<Path> files = JavaSources.files(List.of(MAIN));
        for (Path file : files) {
            if (file.startsWith(APIS)) {
                continue;
            }
            int number = 0;
            for (String line : Files.readString(file).split("\n", -1)) {
                number++;
                if (VENDOR.matcher(withoutExceptions(file, line, used)).find()) {
                    found.add(MAIN.relativize(file) + ":" + number + " " + line.strip());
                }
            }
        }

        assertThat(files).hasSizeGreaterThan(100).anyMatch(file -> file.startsWith(APIS));
        assertThat(found).isEmpty();
        assertThat(used).as("exceptions that are needed").containsExactlyInAnyOrderElementsOf(EXCEPTIONS.keySet());
    }

    private static String withoutExceptions(Path file, String line, Set<String> used) {
        String rest = line;
        for (Map.Entry<String, String> exception : EXCEPTIONS.entrySet()) {
            if (file.endsWith(exception.getValue()) && rest.contains(exception.getKey())) {
                used.add(exception.getKey());
                rest = rest.replace(exception.getKey(), "");
            }
        }
        return rest;
    }
}
