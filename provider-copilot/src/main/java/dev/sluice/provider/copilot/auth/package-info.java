/**
 * Who the user is to GitHub and to Copilot: the sign-in by device flow, the token that GitHub's is exchanged for, its
 * cache and its refresh, and the direct use of a token of the user's own.
 *
 * <p>Knows nothing of models or chats. Signing in and exchanging are apart: a {@link
 * dev.sluice.provider.copilot.auth.Credentials} never starts a sign-in, it says that one is needed.
 */
package dev.sluice.provider.copilot.auth;
