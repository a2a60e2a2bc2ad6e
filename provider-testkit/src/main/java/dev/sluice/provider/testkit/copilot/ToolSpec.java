package dev.sluice.provider.testkit.copilot;

import jakarta.json.JsonObject;

/** A tool that the caller offers. */
record ToolSpec(String name, String description, JsonObject schema) {}
