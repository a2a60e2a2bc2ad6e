package dev.sluice.provider.testkit.contract;

/** A contract between a provider and the gateway, as inherited tests; declares what they need. */
public interface ProviderContract {

    /**
     * Starts the provider against its simulated upstream, both as new.
     *
     * @return closed by the test that asked for it
     * @throws Exception if that cannot be done, which fails the test
     */
    ContractSubject subject() throws Exception;
}
