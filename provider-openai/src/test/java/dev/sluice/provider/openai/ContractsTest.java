package dev.sluice.provider.openai;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.testkit.ProviderHarness;
import dev.sluice.provider.testkit.SimulatedUpstream;
import dev.sluice.provider.testkit.contract.AllContracts;
import dev.sluice.provider.testkit.contract.ContractSubject;
import dev.sluice.provider.testkit.openai.ChatUpstream;

/** What every provider owes the gateway. */
final class ContractsTest implements AllContracts {
    private static final String KEY = "sk-synthetic";

    @Override
    public ContractSubject subject() {
        SimulatedUpstream upstream = SimulatedUpstream.start(new ChatUpstream(KEY, "deepseek-chat"));
        // The one whose API has no path of its own, as the simulator has none.
        ProviderHarness harness = ProviderHarness.of(new OpenAiFactory(Presets.DEEPSEEK))
                .setting("base-url", upstream.uri().toString())
                .setting("api-key", KEY)
                .start();
        return ContractSubject.of(harness, upstream)
                .model("deepseek-chat")
                .dialect(Dialect.CHAT_COMPLETIONS)
                .callsAt("/chat/completions")
                .listsAt("/models")
                .build();
    }
}
