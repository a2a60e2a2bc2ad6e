/**
 * Calls to an HTTP API: its address, its keys in turn, what its errors mean, how long to wait before a retry, and whether
 * its streams came to a proper end.
 *
 * <p>Knows no upstream by name, and of dialects only what their errors and token counts have in common. All types are
 * {@link dev.sluice.provider.Incubating}. Unless said otherwise, the rules of {@link dev.sluice.provider} apply.
 */
package dev.sluice.provider.support;
