/**
 * Stands between a request and its provider: bounds how many run, tries again where that helps, and stops
 * asking a provider that is down. Knows routes and handles, and nothing of HTTP or of dialects.
 */
package dev.sluice.gateway.resilience;
