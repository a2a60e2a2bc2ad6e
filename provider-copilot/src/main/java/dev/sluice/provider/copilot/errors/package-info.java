/**
 * What the Copilot API's refusals mean: from status, headers and body to a {@link
 * dev.sluice.provider.ProviderException} that says what to do.
 */
package dev.sluice.provider.copilot.errors;
