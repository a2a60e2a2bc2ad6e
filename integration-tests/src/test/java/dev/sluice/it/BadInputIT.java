package dev.sluice.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every caller's API against every mistake: a 400 in its own words that names the field, and the connection goes on. */
final class BadInputIT {
    private static SignedInGateway gateway;

    @BeforeAll
    static void start(@TempDir Path home) {
        gateway = SignedInGateway.start(home, Map.of());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    static Stream<Arguments> badInputs() {
        return Stream.of(CallerApi.values())
                .flatMap(api -> Stream.of(Upstream.values())
                        .flatMap(upstream -> Stream.of(BadInput.values())
                                .filter(bad -> reachesAReader(api, upstream, bad))
                                .map(bad -> Arguments.of(api, upstream, bad))));
    }

    @ParameterizedTest
    @MethodSource("badInputs")
    void answersThatNameTheFieldAndLeaveTheConnectionUsable(CallerApi api, Upstream upstream, BadInput bad)
            throws IOException {
        String field = api.field(bad.blamed());
        try (ClientSocket client = new ClientSocket(gateway.gateway().url())) {
            String refused = post(client, api.path(upstream.model()), bad.of(api, upstream.model()));

            assertThat(refused).startsWith("HTTP/1.1 400 ").contains(api.error(field));
            assertThat(refused).contains(field.isEmpty() ? "" : "'" + field + "'");
            assertThat(post(
                            client,
                            api.path(upstream.model()),
                            api.request(upstream.model()).getBytes(UTF_8)))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @ParameterizedTest
    @EnumSource(CallerApi.class)
    void takesAPictureOfTwentyMegabytesInItsStride(CallerApi api) throws IOException {
        // Copilot takes no more than a part of that, and says so.
        byte[] large = api.turns("copilot-gpt-4o", api.picture("iVBORw0K".repeat(20 * 1024 * 1024 / 8)));
        for (Upstream upstream : Upstream.values()) {
            byte[] request = new String(large, UTF_8)
                    .replace("copilot-gpt-4o", upstream.model())
                    .getBytes(UTF_8);
            try (ClientSocket client = new ClientSocket(gateway.gateway().url())) {
                assertThat(post(client, api.path(upstream.model()), request)).startsWith("HTTP/1.1 413 ");
                assertThat(post(
                                client,
                                api.path(upstream.model()),
                                api.request(upstream.model()).getBytes(UTF_8)))
                        .startsWith("HTTP/1.1 200 ");
            }
            gateway.reset();
        }
    }

    /** Where the model speaks the caller's dialect, all but the gateway's own two fields is the model's to judge. */
    private static boolean reachesAReader(CallerApi api, Upstream upstream, BadInput bad) {
        boolean inThePath = api == CallerApi.GEMINI
                && bad.foundBeforeTheModel()
                && !bad.blamed().isEmpty();
        return bad.foundBeforeTheModel() ? !inThePath : !speaks(upstream, api);
    }

    /** Copilot's Claude answers chat completions as well. */
    private static boolean speaks(Upstream upstream, CallerApi api) {
        return api.name().equals(upstream.name()) || (api == CallerApi.CHAT && upstream == Upstream.MESSAGES);
    }

    private static String post(ClientSocket client, String path, byte[] body) throws IOException {
        String head =
                "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length + "\r\n\r\n";
        return client.send(head).send(body).reply();
    }
}
