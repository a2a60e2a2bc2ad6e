/** Upstreams that speak OpenAI's API: one implementation, and a table of those that are known. */
package dev.sluice.provider.openai;
