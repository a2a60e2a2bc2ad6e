/**
 * Normalizes chat and embeddings on the way to and from Copilot, so that clients see plain OpenAI. Bytes in, bytes out:
 * each text is parsed once and edited where it has to change; what needs no change stays the same array. Knows nothing
 * of HTTP.
 */
package dev.sluice.provider.copilot.chat;
