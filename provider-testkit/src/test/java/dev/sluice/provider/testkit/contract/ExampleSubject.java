package dev.sluice.provider.testkit.contract;

import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderContext;
import dev.sluice.provider.testkit.ProviderHarness;
import dev.sluice.provider.testkit.SimulatedUpstream;
import dev.sluice.provider.testkit.openai.ChatUpstream;
import java.util.function.Function;

/** Starts a provider of the example's upstream. */
final class ExampleSubject {
    static final String KEY = "sk-synthetic";

    private ExampleSubject() {}

    static ContractSubject start(Function<ProviderContext, Provider> maker) {
        SimulatedUpstream upstream = SimulatedUpstream.start(new ChatUpstream(KEY, "parrot", "cockatoo"));
        ProviderHarness harness = ProviderHarness.of(new ExampleProvider.Factory(maker))
                .setting("url", upstream.uri().toString())
                .secret("EXAMPLE_API_KEY", KEY)
                .start();
        return ContractSubject.of(harness, upstream)
                .model("parrot")
                .callsAt("/chat/completions")
                .listsAt("/models")
                .build();
    }
}
