package dev.sluice.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.admin.ProviderReport.State;
import dev.sluice.gateway.provider.ProviderOrigin;
import dev.sluice.gateway.provider.ProviderProblem;
import dev.sluice.gateway.provider.ProviderProblem.Kind;
import dev.sluice.gateway.text.JsonObjects;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The members of the administration's replies, their order and their types, which scripts rely on. */
final class AdminJsonTest {
    private static final List<ProviderProblem> PROBLEMS =
            List.of(new ProviderProblem(Kind.LOADING, "x.jar", "it says \"no\"\n"));

    @Test
    void writesWhatAReloadCameTo() {
        assertThat(text(AdminJson.of(
                        new ReloadReport(List.of("log.level"), List.of(), List.of("server.port")), PROBLEMS)))
                .isEqualTo("{\"in_effect\":true,\"changed\":[\"log.level\"],\"mistakes\":[],"
                        + "\"after_restart\":[\"server.port\"],"
                        + "\"problems\":[{\"source\":\"x.jar\",\"message\":\"it says \\\"no\\\"\\n\"}]}");
        assertThat(text(AdminJson.of(new ReloadReport(List.of(), List.of("a = b: no"), List.of()), List.of())))
                .isEqualTo("{\"in_effect\":false,\"changed\":[],\"mistakes\":[\"a = b: no\"],"
                        + "\"after_restart\":[],\"problems\":[]}");
    }

    @Test
    void writesWhatIsKnownOfProvidersAndNullWhereNothingIs() {
        ProviderOrigin origin = new ProviderOrigin("providers/echo.jar", Optional.of("1.2"), Optional.empty(), true);
        ProviderReport running = new ProviderReport(
                "echo", origin, State.RUNNING, Optional.of("é"), OptionalInt.of(7), 3, 1, List.of("slow"));
        ProviderReport idle = ProviderReport.idle("other", origin, State.DISABLED, List.of());

        assertThat(text(AdminJson.of(List.of(running, idle), List.of(), List.of("unused"))))
                .isEqualTo("{\"providers\":[{\"id\":\"echo\",\"source\":\"providers/echo.jar\",\"dropped_in\":true,"
                        + "\"version\":\"1.2\",\"spi_version\":null,\"state\":\"running\",\"impediment\":\"é\","
                        + "\"models\":7,\"in_flight\":3,\"abandoned\":1,\"problems\":[\"slow\"]},"
                        + "{\"id\":\"other\",\"source\":\"providers/echo.jar\",\"dropped_in\":true,"
                        + "\"version\":\"1.2\",\"spi_version\":null,\"state\":\"disabled\",\"impediment\":null,"
                        + "\"models\":null,\"in_flight\":0,\"abandoned\":0,\"problems\":[]}],"
                        + "\"problems\":[],\"notices\":[\"unused\"]}");
    }

    private static String text(JsonObject json) {
        return new String(JsonObjects.bytes(json), StandardCharsets.UTF_8);
    }
}
