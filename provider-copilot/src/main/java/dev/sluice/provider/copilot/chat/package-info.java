/**
 * What is mended of chat and embeddings on the way to and from Copilot, so that callers see plain OpenAI.
 * Bytes in, bytes out: texts are read in one pass and spliced where they have to change; what needs no
 * mending stays the same array. Knows nothing of HTTP.
 */
package dev.sluice.provider.copilot.chat;
