/** HTTP calls to upstreams: deadlines for each phase, interruption, server-sent events. */
package dev.sluice.upstream;
