package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds {@code docs/api.md} against a running gateway: each method and path in its table is one. */
final class ApiPageIT {
    private static final Pattern ROW = Pattern.compile("^\\| (`[A-Z]+[^|]*) \\|", Pattern.MULTILINE);
    private static final Pattern ENDPOINT = Pattern.compile("`([A-Z]+ )?([/:][^` ]+)`|`([A-Z]+)`(?=,)");

    @TempDir
    private Path home;

    @Test
    void everyEndpointOfThePageIsThere() throws Exception {
        Set<String> endpoints = endpoints();
        assertThat(endpoints).hasSizeGreaterThan(20);
        try (SignedInGateway sluice = SignedInGateway.start(home, Map.of())) {
            for (String endpoint : endpoints) {
                String[] parts = endpoint.split(" ", 2);
                HttpResponse<String> reply = parts[0].equals("POST")
                        ? sluice.client().post(parts[1], "{}")
                        : sluice.client().call(parts[0], parts[1]);
                assertThat(reply.statusCode()).as(endpoint).isNotEqualTo(405);
                assertThat(reply.body()).as(endpoint).doesNotContain("unknown_url", "unknown_method");
            }
        }
    }

    /** A row names its path once for several methods, and several methods of Gemini's for one path. */
    private static Set<String> endpoints() throws Exception {
        Set<String> endpoints = new TreeSet<>();
        String page = Files.readString(JavaSources.ROOT.resolve("docs/api.md"));
        for (MatchResult row : ROW.matcher(page).results().toList()) {
            Set<String> methods = new TreeSet<>();
            String path = "";
            for (MatchResult each : ENDPOINT.matcher(row.group(1)).results().toList()) {
                if (each.group(3) != null) {
                    methods.add(each.group(3));
                    continue;
                }
                if (each.group(1) != null) {
                    if (path.isEmpty()) {
                        methods.add(each.group(1).strip());
                    } else {
                        methods = new TreeSet<>(Set.of(each.group(1).strip()));
                    }
                }
                String said = each.group(2).replaceAll("\\{(model|id)}", "copilot-gpt-4o");
                path = said.startsWith(":") ? path.replaceFirst(":.*", "") + said : said;
                for (String method : methods) {
                    endpoints.add(method + " " + path);
                }
            }
        }
        return endpoints;
    }
}
