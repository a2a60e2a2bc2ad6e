package dev.sluice.dialects.messages;

import dev.sluice.dialects.form.Tool;
import dev.sluice.dialects.form.ToolChoice;
import dev.sluice.dialects.form.ToolSet;
import dev.sluice.dialects.json.JsonNodes;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.json.JsonOutput;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes the tools and whether they shall be called. Used once. */
final class ToolWriter {
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
    void write(JsonOutput out, Set<String> called) {
        if (tools.tools().isEmpty()) {
            if (forced()) {
                throw Refused.because("A tool shall be called, but there is none; give tools, or no 'tool_choice'.");
            }
            if (!called.isEmpty()) {
                out.name("tools").array();
                for (String name : called) {
                    schema(Optional.empty(), out.object().add("name", name).name("input_schema"));
                    out.endObject();
                }
                out.endArray().name("tool_choice").object().add("type", "none").endObject();
            }
            return;
        }
        List<String> allowed = tools.choice().orElse(null) instanceof ToolChoice.Allowed only
                ? only.names()
                : tools.tools().stream().map(Tool::name).toList();
        out.name("tools").array();
        int written = 0;
        for (Tool tool : tools.tools()) {
            if (allowed.contains(tool.name())) {
                tool(tool, out);
                written++;
            }
        }
        if (written < Set.copyOf(allowed).size() || written == 0) {
            throw Refused.because("A tool that is allowed to be called is none of the tools given.");
        }
        out.endArray();
        choice(out);
    }

    private void tool(Tool tool, JsonOutput out) {
        if (!(tool instanceof Tool.Function function)) {
            throw Refused.because(
                    "The tool '" + tool.name() + "' takes text; the model asked for calls tools with JSON only.");
        }
        out.object().add("name", Names.ofTool(function.name()));
        function.description().filter(text -> !text.isBlank()).ifPresent(text -> out.add("description", text));
        schema(Optional.of(function.parameters()), out.name("input_schema"));
        if (function.strict().orElse(false)) {
            if (strictly) {
                out.add("strict", true);
            } else {
                leftOut.note("tools.strict");
            }
        }
        out.endObject();
    }

    private static void schema(Optional<JsonNode> known, JsonOutput out) {
        JsonNode parameters = known.orElse(JsonNodes.EMPTY);
        if (!parameters.get("type").is(Kind.ABSENT)) {
            out.value(parameters);
        } else if (parameters.isEmpty()) {
            out.object()
                    .add("type", "object")
                    .name("properties")
                    .object()
                    .endObject()
                    .endObject();
        } else {
            out.object();
            JsonNodes.writeMembers(parameters, out);
            out.add("type", "object").endObject();
        }
    }

    private void choice(JsonOutput out) {
        boolean single = !tools.parallel().orElse(true);
        if (tools.choice().isEmpty() && !single) {
            return;
        }
        ToolChoice choice = tools.choice().orElse(new ToolChoice.Auto());
        out.name("tool_choice").object();
        switch (choice) {
            case ToolChoice.Auto _ -> out.add("type", "auto");
            case ToolChoice.Required _ -> out.add("type", "any");
            case ToolChoice.Named named -> out.add("type", "tool").add("name", known(named.name()));
            case ToolChoice.Allowed allowed -> out.add("type", allowed.required() ? "any" : "auto");
            case ToolChoice.None _ -> out.add("type", "none");
        }
        if (single && !(choice instanceof ToolChoice.None)) {
            out.add("disable_parallel_tool_use", true);
        }
        out.endObject();
    }

    private String known(String name) {
        if (tools.tools().stream().noneMatch(tool -> tool.name().equals(name))) {
            throw Refused.because("The tool '" + name + "' shall be called, but is none of the tools given.");
        }
        return name;
    }
}
