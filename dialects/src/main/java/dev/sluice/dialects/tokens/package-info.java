/** Estimates how many tokens a model will read. */
package dev.sluice.dialects.tokens;
