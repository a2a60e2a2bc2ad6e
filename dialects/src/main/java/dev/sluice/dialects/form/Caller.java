package dev.sluice.dialects.form;

import dev.sluice.json.JsonNode;
import java.time.Instant;

/**
 * Who is answered, and what the caller's own dialect wants said again in the answer.
 *
 * @param model the model's id as the caller wrote it
 * @param request those of the request's fields that the dialect's codec names; it outlives the request, so it is best
 *     no part of it
 */
public record Caller(String model, JsonNode request, Instant asked) {}
