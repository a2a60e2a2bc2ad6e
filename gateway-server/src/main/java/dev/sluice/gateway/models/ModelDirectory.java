package dev.sluice.gateway.models;

import dev.sluice.provider.Dialect;

/** Knows the models that can be asked. Safe for use by several threads. */
public interface ModelDirectory {

    /**
     * Finds the way to a model.
     *
     * @param modelId as the caller wrote it
     * @param dialect what the caller speaks
     * @return the way
     * @throws dev.sluice.provider.ProviderException if there is no such model, or no way to ask it
     */
    ModelRoute route(String modelId, Dialect dialect);

    /**
     * Lists all models, waiting for providers no longer than a caller can.
     *
     * @return the models, and what keeps the list from being complete
     */
    ModelListing listing();

    /**
     * Finds one model.
     *
     * @param modelId any of its ids
     * @return the model as it is listed
     * @throws dev.sluice.provider.ProviderException if there is no such model
     */
    ModelListing.Entry find(String modelId);

    /**
     * Tells, without asking anybody, whether a provider is known to have a model.
     *
     * @param provider the provider's id
     * @param modelId the upstream's id of the model
     * @return false if it is not known
     */
    boolean knows(String provider, String modelId);
}
