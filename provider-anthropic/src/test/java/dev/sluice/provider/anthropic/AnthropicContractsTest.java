package dev.sluice.provider.anthropic;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.testkit.ProviderHarness;
import dev.sluice.provider.testkit.SimulatedUpstream;
import dev.sluice.provider.testkit.contract.AllContracts;
import dev.sluice.provider.testkit.contract.ContractSubject;

/** Anthropic's models keep what every provider owes the gateway. */
final class AnthropicContractsTest implements AllContracts {

    @Override
    public ContractSubject subject() {
        SimulatedUpstream upstream = SimulatedUpstream.start(new AnthropicUpstream());
        ProviderHarness harness = ProviderHarness.of(new AnthropicFactory())
                .setting("base-url", upstream.uri().toString())
                .secret("ANTHROPIC_API_KEY", AnthropicUpstream.KEY)
                .start();
        return ContractSubject.of(harness, upstream)
                .dialect(Dialect.MESSAGES)
                .model(AnthropicUpstream.MODEL)
                .callsAt("/v1/messages")
                .listsAt("/v1/models")
                .build();
    }
}
