/** HTTP calls to upstreams by Helidon WebClient: deadlines for each phase, interruption, server-sent events. */
package dev.sluice.upstream;
