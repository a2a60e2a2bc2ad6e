package dev.sluice.gateway.config;

/**
 * Which model answers for ids that are no model's.
 *
 * @param ids the ids
 * @param model the model's id, or a virtual model's
 */
public record ModelPattern(Glob ids, String model) {}
