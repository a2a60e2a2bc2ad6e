package dev.sluice.provider.testkit.copilot;

/**
 * The token that a request to the Copilot API was authenticated with.
 *
 * @param exchanged whether it came from a token exchange; false for a GitHub token used directly
 */
record CallerToken(boolean exchanged) {}
