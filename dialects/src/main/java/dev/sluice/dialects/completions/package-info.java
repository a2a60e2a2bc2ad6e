/** OpenAI's old text completions, which callers may speak and models do not. */
package dev.sluice.dialects.completions;
