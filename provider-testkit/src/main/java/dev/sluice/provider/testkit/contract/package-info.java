/**
 * The contract between providers and the gateway, as small interfaces of tests. A provider's test class implements those that it
 * claims, or {@link dev.sluice.provider.testkit.contract.AllContracts}, and says in {@link
 * dev.sluice.provider.testkit.contract.ProviderContract#subject()} how to start the provider against a simulated
 * upstream. The contracts inject faults there; no network and no key is needed.
 */
package dev.sluice.provider.testkit.contract;
