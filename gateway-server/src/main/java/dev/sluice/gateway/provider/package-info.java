/**
 * Loads, starts and replaces providers, and contains their failures: whatever one provider does, the others go on.
 * Knows the provider API, and nothing of HTTP or routing.
 */
package dev.sluice.gateway.provider;
