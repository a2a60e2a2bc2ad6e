/** The APIs by which callers ask models, one object each, and what those objects share. Alone in knowing vendors. */
package dev.sluice.gateway.api;
