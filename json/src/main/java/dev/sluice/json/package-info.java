/** Reads and splices JSON as UTF-8 bytes, in one pass and without a tree. */
package dev.sluice.json;
