package com.example.acme;

import dev.sluice.provider.testkit.ProviderHarness;
import dev.sluice.provider.testkit.SimulatedUpstream;
import dev.sluice.provider.testkit.contract.AllContracts;
import dev.sluice.provider.testkit.contract.ContractSubject;
import dev.sluice.provider.testkit.openai.ChatUpstream;

/** All contracts between a provider and the gateway, against a simulated upstream. */
final class AcmeContractsTest implements AllContracts {
    @Override
    public ContractSubject subject() {
        SimulatedUpstream upstream = SimulatedUpstream.start(new ChatUpstream("synthetic-key", "large", "small"));
        ProviderHarness harness = ProviderHarness.of(new AcmeFactory())
                .setting("base-url", upstream.uri().toString())
                .secret("ACME_API_KEY", "synthetic-key")
                .start();
        return ContractSubject.of(harness, upstream)
                .model("large")
                .callsAt("/chat/completions")
                .build();
    }
}
