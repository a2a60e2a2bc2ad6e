/** OpenAI's chat completions: requests, replies and streams, read and written. */
package dev.sluice.dialects.chat;
