/** The gateway's own numbers, on one registry. Every label comes from a bounded set: never from what a caller sent. */
package dev.sluice.gateway.metrics;
