package dev.sluice.it;

import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A signed-in gateway for a class of tests, with an SDK as its client. Nobody tries again. */
abstract class SdkSession<C> implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private final Function<SignedInGateway, C> connect;
    private final Consumer<C> disconnect;
    private Path home;
    private SignedInGateway sluice;
    private C client;

    SdkSession(Function<SignedInGateway, C> connect, Consumer<C> disconnect) {
        this.connect = connect;
        this.disconnect = disconnect;
    }

    SignedInGateway sluice() {
        return sluice;
    }

    CopilotSimulator copilot() {
        return sluice.simulator();
    }

    C client() {
        return client;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        home = Files.createTempDirectory("sluice");
        sluice = SignedInGateway.start(home, Map.of("SLUICE_RESILIENCE_RETRY_ATTEMPTS", "1"));
        client = connect.apply(sluice);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        sluice.reset();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        try {
            disconnect.accept(client);
        } finally {
            sluice.close();
        }
        try (Stream<Path> files = Files.walk(home)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
