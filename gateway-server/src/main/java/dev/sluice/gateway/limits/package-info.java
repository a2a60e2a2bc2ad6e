/**
 * Rate limits of client keys and providers: requests and tokens per minute, and concurrent streams. What was
 * used is kept in a {@link dev.sluice.gateway.limits.UsageStore}. Knows the configuration, and nothing of HTTP or of
 * dialects.
 */
package dev.sluice.gateway.limits;
