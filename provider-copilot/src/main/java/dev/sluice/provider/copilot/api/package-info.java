/**
 * Calls to the Copilot API: its headers, the one replay that a stale token is worth, and its catalogue of models.
 *
 * <p>What stands in a chat's body is no concern of this package.
 */
package dev.sluice.provider.copilot.api;
