package dev.sluice.gateway.models;

/**
 * How many tokens a request is.
 *
 * @param tokens how many
 * @param route the way to the model that would read them
 */
record TokenCount(long tokens, ModelRoute route) {}
