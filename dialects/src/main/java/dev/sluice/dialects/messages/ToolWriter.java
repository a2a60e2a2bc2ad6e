package dev.sluice.dialects.messages;

import dev.sluice.dialects.form.Tool;
import dev.sluice.dialects.form.ToolChoice;
import dev.sluice.dialects.form.ToolSet;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes the tools and whether they shall be called. Used once. */
final class ToolWriter {
    private static final JsonObject NO_INPUT = JsonTree.object()
            .add("type", "object")
            .add("properties", JsonTree.object())
            .build();

    private final ToolSet tools;
    private final boolean strictly;
    private final LeftOut leftOut;

    /** Takes the tools, and whether the model can be held to their schemas. */
    ToolWriter(ToolSet tools, boolean strictly, LeftOut leftOut) {
        this.tools = tools;
        this.strictly = strictly;
        this.leftOut = leftOut;
    }

    /** Tells whether some tool has to be called. */
    boolean forced() {
        return tools.choice()
                .filter(choice -> choice instanceof ToolChoice.Required
                        || choice instanceof ToolChoice.Named
                        || (choice instanceof ToolChoice.Allowed allowed && allowed.required()))
                .isPresent();
    }

    /** Writes both fields, if there are tools, or were: calls without tools are refused. */
    void write(JsonObjectBuilder request, Set<String> called) {
        if (tools.tools().isEmpty()) {
            if (forced()) {
                throw Refused.because("A tool shall be called, but there is none; give tools, or no 'tool_choice'.");
            }
            if (!called.isEmpty()) {
                JsonArrayBuilder former = JsonTree.array();
                called.forEach(
                        name -> former.add(JsonTree.object().add("name", name).add("input_schema", NO_INPUT)));
                request.add("tools", former)
                        .add("tool_choice", JsonTree.object().add("type", "none"));
            }
            return;
        }
        List<String> allowed = tools.choice().orElse(null) instanceof ToolChoice.Allowed only
                ? only.names()
                : tools.tools().stream().map(Tool::name).toList();
        JsonArrayBuilder array = JsonTree.array();
        int written = 0;
        for (Tool tool : tools.tools()) {
            if (allowed.contains(tool.name())) {
                array.add(tool(tool));
                written++;
            }
        }
        if (written < Set.copyOf(allowed).size() || written == 0) {
            throw Refused.because("A tool that is allowed to be called is none of the tools given.");
        }
        request.add("tools", array);
        choice().ifPresent(choice -> request.add("tool_choice", choice));
    }

    private JsonObject tool(Tool tool) {
        if (!(tool instanceof Tool.Function function)) {
            throw Refused.because(
                    "The tool '" + tool.name() + "' takes text; the model asked for calls tools with JSON only.");
        }
        JsonObjectBuilder json = JsonTree.object().add("name", Names.ofTool(function.name()));
        function.description().filter(text -> !text.isBlank()).ifPresent(text -> json.add("description", text));
        json.add("input_schema", schema(function.parameters()));
        if (function.strict().orElse(false)) {
            if (strictly) {
                json.add("strict", true);
            } else {
                leftOut.note("tools.strict");
            }
        }
        return json.build();
    }

    private static JsonObject schema(JsonObject parameters) {
        if (parameters.isEmpty()) {
            return NO_INPUT;
        }
        return parameters.containsKey("type")
                ? parameters
                : JsonTree.object(parameters).add("type", "object").build();
    }

    private Optional<JsonObject> choice() {
        boolean single = !tools.parallel().orElse(true);
        if (tools.choice().isEmpty() && !single) {
            return Optional.empty();
        }
        JsonObjectBuilder json = JsonTree.object();
        switch (tools.choice().orElse(new ToolChoice.Auto())) {
            case ToolChoice.Auto _ -> json.add("type", "auto");
            case ToolChoice.Required _ -> json.add("type", "any");
            case ToolChoice.Named named -> json.add("type", "tool").add("name", known(named.name()));
            case ToolChoice.Allowed allowed -> json.add("type", allowed.required() ? "any" : "auto");
            case ToolChoice.None _ -> {
                return Optional.of(json.add("type", "none").build());
            }
        }
        if (single) {
            json.add("disable_parallel_tool_use", true);
        }
        return Optional.of(json.build());
    }

    private String known(String name) {
        if (tools.tools().stream().noneMatch(tool -> tool.name().equals(name))) {
            throw Refused.because("The tool '" + name + "' shall be called, but is none of the tools given.");
        }
        return name;
    }
}
