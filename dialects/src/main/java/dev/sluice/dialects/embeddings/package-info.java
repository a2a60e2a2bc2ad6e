/** Embeddings as OpenAI's API has them. */
package dev.sluice.dialects.embeddings;
