package dev.sluice.gateway.provider;

/**
 * A provider that is to run. Two that are equal need not be told apart.
 *
 * @param id the name it goes by
 * @param found what makes it
 * @param settings checked
 */
record PlannedProvider(String id, FoundFactory found, ProviderSettings settings) {}
