/** Secrets in {@code .env} and fetched tokens in {@code .cache}: owner-only, atomic, shared between processes. */
package dev.sluice.tokenstore;
