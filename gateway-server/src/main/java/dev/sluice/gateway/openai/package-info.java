/** OpenAI's API: chat completions, embeddings and the list of models. */
package dev.sluice.gateway.openai;
