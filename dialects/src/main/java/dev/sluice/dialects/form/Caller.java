package dev.sluice.dialects.form;

import jakarta.json.JsonObject;
import java.time.Instant;

/**
 * Who is answered, and what the caller's own dialect wants said again in the answer.
 *
 * @param model the model's id as the caller wrote it
 * @param request the request as the caller wrote it
 * @param asked when
 */
public record Caller(String model, JsonObject request, Instant asked) {}
