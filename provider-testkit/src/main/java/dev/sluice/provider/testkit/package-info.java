/**
 * The test kit for providers' authors. {@link dev.sluice.provider.testkit.ProviderHarness} runs a provider, from a
 * factory or from a JAR, with the gateway's services; {@link dev.sluice.provider.testkit.SimulatedUpstream}
 * stands in for its upstream. The contracts and further simulators are in the packages below.
 */
package dev.sluice.provider.testkit;
