package dev.sluice.gateway.api;

import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A request as one candidate is sent it.
 *
 * @param request in the candidate's dialect
 * @param back translates its reply into the caller's dialect
 * @param leftOut the fields that the model is not sent, as its dialect has no place for them
 */
public record TranslatedRequest(ProviderRequest request, UnaryOperator<Reply> back, List<String> leftOut) {}
