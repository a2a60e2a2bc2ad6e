package dev.sluice.provider.copilot.auth;

import dev.sluice.provider.Secret;
import java.net.URI;

/**
 * What a call to the Copilot API needs.
 *
 * @param token sent as a bearer token
 * @param api where to send it, without a closing slash
 */
public record Credential(Secret token, URI api) {}
