package dev.sluice.gateway.api;

import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A request in the dialect of one candidate.
 *
 * @param back translates the reply into the client's dialect
 * @param leftOut the fields that are not sent to the model, as its dialect has no place for them
 */
public record TranslatedRequest(ProviderRequest request, UnaryOperator<Reply> back, List<String> leftOut) {}
