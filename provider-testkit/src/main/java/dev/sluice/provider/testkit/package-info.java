/**
 * What a provider's author tests with. {@link dev.sluice.provider.testkit.ProviderHarness} makes a provider, from a
 * factory or from a JAR, and lends it what the gateway lends; {@link dev.sluice.provider.testkit.SimulatedUpstream}
 * stands in for its upstream. The contracts and further simulators are in the packages below.
 */
package dev.sluice.provider.testkit;
