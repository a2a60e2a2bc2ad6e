/**
 * JSON as the UTF-8 bytes that it came in: read in one pass to an index, changed by splicing, written without a tree.
 */
package dev.sluice.json;
