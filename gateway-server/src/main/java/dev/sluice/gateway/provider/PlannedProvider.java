package dev.sluice.gateway.provider;

/** A provider that the configuration asks for, with checked settings. Equal ones are interchangeable. */
record PlannedProvider(String id, FoundFactory found, ProviderSettings settings) {}
