/**
 * OpenAI Responses, as its callers write it and as its models answer in it. What the API keeps between requests, and
 * what OpenAI's own side runs, has no counterpart here and is refused by name.
 */
package dev.sluice.dialects.responses;
