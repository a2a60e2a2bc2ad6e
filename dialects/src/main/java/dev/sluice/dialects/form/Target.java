package dev.sluice.dialects.form;

import dev.sluice.provider.Model;

/**
 * Who is asked.
 *
 * @param model the model, whose id is the upstream's own
 */
public record Target(Model model, boolean streaming) {}
