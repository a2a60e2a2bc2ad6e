/**
 * How much each client key may ask, and how much each provider is asked: requests and tokens a minute, and streams at a
 * time. Knows the configuration, and nothing of HTTP or of dialects.
 */
package dev.sluice.gateway.limits;
