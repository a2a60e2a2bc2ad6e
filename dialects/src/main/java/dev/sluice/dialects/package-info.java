/**
 * Where a model does not speak the caller's dialect: requests, replies and streams from one into the other. What both
 * sides have a place for is carried; what only the caller's has is refused by name, or, where it is a mere hint, left
 * out and named.
 */
package dev.sluice.dialects;
