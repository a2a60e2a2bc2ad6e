package dev.sluice.provider.testkit.copilot;

/**
 * Who calls the Copilot API.
 *
 * @param exchanged whether the token came from an exchange, as against a GitHub token used directly
 */
record Caller(boolean exchanged) {}
