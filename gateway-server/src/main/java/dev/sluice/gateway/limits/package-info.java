/**
 * Rate limits of client keys and providers: requests and tokens per minute, and concurrent streams. Knows the
 * configuration, and nothing of HTTP or of dialects.
 */
package dev.sluice.gateway.limits;
