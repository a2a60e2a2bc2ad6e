package dev.sluice.provider.google;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.testkit.ProviderHarness;
import dev.sluice.provider.testkit.SimulatedUpstream;
import dev.sluice.provider.testkit.contract.AllContracts;
import dev.sluice.provider.testkit.contract.ContractSubject;

/** Google's models keep what every provider owes the gateway. */
final class GoogleContractsTest implements AllContracts {

    @Override
    public ContractSubject subject() {
        SimulatedUpstream upstream = SimulatedUpstream.start(new GeminiUpstream());
        ProviderHarness harness = ProviderHarness.of(new GoogleFactory())
                .setting("base-url", upstream.uri().toString())
                .secret("GOOGLE_API_KEY", GeminiUpstream.KEY)
                .start();
        return ContractSubject.of(harness, upstream)
                .dialect(Dialect.GEMINI)
                .model(GeminiUpstream.MODEL)
                .callsAt(GeminiUpstream.CONTENT)
                .callsAt(GeminiUpstream.STREAM)
                .listsAt("/v1beta/models")
                .build();
    }
}
