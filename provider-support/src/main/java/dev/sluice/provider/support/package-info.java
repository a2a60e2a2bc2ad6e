/**
 * Calls to an upstream: where it is, whose key goes with a call, what its refusals mean, how long to wait, and whether
 * its stream came to a proper end.
 *
 * <p>Knows no upstream by name and no dialect but what their errors and counts of tokens have in common.
 */
package dev.sluice.provider.support;
