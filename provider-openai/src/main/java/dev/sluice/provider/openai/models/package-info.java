/** Lists of models, in the shapes that OpenAI-compatible upstreams give them. */
package dev.sluice.provider.openai.models;
