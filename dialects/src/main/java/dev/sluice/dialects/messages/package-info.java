/** Anthropic's Messages API: as what callers such as Claude Code send, and as what Claude models are asked in. */
package dev.sluice.dialects.messages;
