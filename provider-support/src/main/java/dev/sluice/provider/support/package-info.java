/**
 * Calls to an upstream with keys: where it is, whose key goes with a call, what its refusals mean, and whether its
 * stream came to a proper end.
 *
 * <p>Knows no upstream by name and no dialect but what their errors and counts of tokens have in common.
 */
package dev.sluice.provider.support;
