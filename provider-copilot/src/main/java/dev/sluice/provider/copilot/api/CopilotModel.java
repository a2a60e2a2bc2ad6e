package dev.sluice.provider.copilot.api;

import dev.sluice.provider.Model;

/**
 * A model as the catalogue describes it.
 *
 * @param model what the gateway lists
 * @param cappedUnstreamed whether replies that are not streamed are cut short (max_non_streaming_output_tokens)
 * @param inPicker whether editors offer it to people
 */
public record CopilotModel(Model model, boolean cappedUnstreamed, boolean inPicker) {}
