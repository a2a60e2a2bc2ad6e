/** Chat completions: what some upstreams want changed in a request, and when a stream of theirs is complete. */
package dev.sluice.provider.openai.chat;
