/** What a provider's author tests with: contracts, a harness that lends what the gateway lends, simulators of upstreams. */
package dev.sluice.provider.testkit;
