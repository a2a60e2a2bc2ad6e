package dev.sluice.provider.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.provider.Deadlines;
import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderContext;
import dev.sluice.provider.ProviderRequest;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Holds a provider that breaks a contract against it, with little patience. */
final class Breach implements BeforeAllCallback, AfterAllCallback {
    private static final String PATIENCE = "sluice.contract.patience";

    @Override
    public void beforeAll(ExtensionContext context) {
        System.setProperty(PATIENCE, "2");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        System.clearProperty(PATIENCE);
    }

    /** Passes if the contract fails, and says why. */
    static void refused(Function<ProviderContext, Provider> maker, Clause contract, String why) {
        AllContracts contracts = () -> ExampleSubject.start(maker);
        assertThatThrownBy(() -> contract.run(contracts))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(why);
    }

    /** The same request, but for these. */
    static ProviderRequest copy(ProviderRequest request, String body, Deadlines deadlines) {
        return ProviderRequest.builder(request.dialect(), request.model(), body.getBytes(StandardCharsets.UTF_8))
                .streaming(request.streaming())
                .deadlines(deadlines)
                .build();
    }

    /** One test of a contract. */
    @FunctionalInterface
    interface Clause {
        void run(AllContracts contracts) throws Exception;
    }
}
