package dev.sluice.gateway.models;

import dev.sluice.gateway.routing.Conversation;
import dev.sluice.provider.Dialect;
import java.util.function.Supplier;

/** Knows the models that can be asked. Safe for use by several threads. */
public interface ModelDirectory {

    /**
     * Finds the models that may answer a request.
     *
     * @param modelId as the caller wrote it
     * @param dialect what the caller speaks
     * @param conversation reads what the request is a part of; asked at most once, and only if there is a choice
     * @return the ways to them
     * @throws dev.sluice.provider.ProviderException if there is no such model, or no way to ask it
     */
    ModelPlan plan(String modelId, Dialect dialect, Supplier<Conversation> conversation);

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
