/**
 * Finds providers as services, makes them, and stands between them and the gateway: whatever a provider
 * does, the others go on. Knows the SPI, and nothing of HTTP or of routing.
 */
package dev.sluice.gateway.provider;
