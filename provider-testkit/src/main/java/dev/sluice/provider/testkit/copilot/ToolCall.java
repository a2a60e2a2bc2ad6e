package dev.sluice.provider.testkit.copilot;

/**
 * A call of a tool in an {@link ModelAnswer}.
 *
 * @param name the tool
 * @param arguments JSON text
 */
public record ToolCall(String name, String arguments) {}
