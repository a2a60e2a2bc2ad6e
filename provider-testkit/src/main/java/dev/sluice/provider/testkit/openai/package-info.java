/** An upstream that speaks OpenAI's chat completions, for providers of such upstreams and for first steps. */
package dev.sluice.provider.testkit.openai;
