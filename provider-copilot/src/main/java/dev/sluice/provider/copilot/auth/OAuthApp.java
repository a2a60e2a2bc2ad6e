package dev.sluice.provider.copilot.auth;

/**
 * The application that a user approves at sign-in.
 *
 * @param clientId its public id; there is no secret
 * @param scope what it asks for, separated by spaces
 */
public record OAuthApp(String clientId, String scope) {}
