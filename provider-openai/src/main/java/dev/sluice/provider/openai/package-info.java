/** Providers of upstreams that speak OpenAI's API: one implementation and a table of presets. */
package dev.sluice.provider.openai;
