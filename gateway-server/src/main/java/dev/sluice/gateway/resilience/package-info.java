/**
 * Guards and sends requests to providers: limits, circuit breakers, retries. Knows routes and handles, and nothing of
 * HTTP or of dialects.
 */
package dev.sluice.gateway.resilience;
