/** Signing in to a provider over HTTP. Tells codes and states, never a token. */
package dev.sluice.gateway.auth;
