package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.Tool;
import dev.sluice.dialects.form.ToolChoice;
import dev.sluice.dialects.form.ToolSet;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.JsonNodes;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Reads {@code tools} and {@code toolConfig}. */
final class ToolsReader {
    private enum Mode {
        UNSET,
        AUTO,
        ANY,
        NONE,
        VALIDATED
    }

    private static final Map<String, Mode> MODES = Map.of(
            "MODE_UNSPECIFIED", Mode.UNSET,
            "AUTO", Mode.AUTO,
            "ANY", Mode.ANY,
            "NONE", Mode.NONE,
            "VALIDATED", Mode.VALIDATED);

    private final LeftOut leftOut;
    private final SequencedMap<String, Tool> tools = new LinkedHashMap<>();

    ToolsReader(LeftOut leftOut) {
        this.leftOut = leftOut;
    }

    ToolSet read(Fields request) {
        for (Fields tool : request.list("tools")) {
            tool.list("functionDeclarations").forEach(this::declaration);
            for (JsonNode member : tool.object()) {
                String name = member.name();
                if (!name.equals("functionDeclarations")) {
                    tool.refuse(
                            name,
                            "is a tool that Google's own side runs, and the model asked for has none; leave it out");
                }
            }
        }
        Optional<ToolChoice> choice = request.fields("toolConfig").flatMap(this::config);
        return new ToolSet(new ArrayList<>(tools.values()), choice, Optional.empty());
    }

    private void declaration(Fields declaration) {
        String name = declaration.requiredText("name");
        if (name.isEmpty()) {
            throw declaration.wrong("name", "must not be empty");
        }
        Optional<JsonNode> openApi = declaration.tree("parameters").map(OpenApiSchema::jsonSchema);
        Optional<JsonNode> json = declaration.tree("parametersJsonSchema");
        if (openApi.isPresent() && json.isPresent()) {
            throw declaration.wrong("parametersJsonSchema", "stands beside 'parameters'; only one of them can hold");
        }
        Tool tool = new Tool.Function(
                name,
                declaration.text("description"),
                openApi.or(() -> json).orElse(JsonNodes.EMPTY),
                Optional.empty());
        if (tools.putIfAbsent(name, tool) != null) {
            throw declaration.wrong("name", "is that of another function, too");
        }
        declaration.leaveOutRest(leftOut);
    }

    private Optional<ToolChoice> config(Fields config) {
        Optional<ToolChoice> choice = config.fields("functionCallingConfig").flatMap(this::choice);
        config.leaveOutRest(leftOut);
        return choice;
    }

    private Optional<ToolChoice> choice(Fields calling) {
        Mode mode = calling.choice("mode", MODES).orElse(Mode.UNSET);
        List<String> names = calling.texts("allowedFunctionNames");
        for (String name : names) {
            if (!tools.containsKey(name)) {
                throw calling.wrong("allowedFunctionNames", "names a function that is not declared: " + name);
            }
        }
        if (mode == Mode.VALIDATED && names.isEmpty()) {
            // What it adds to AUTO, that inputs match their schemas, is left to the model's side.
            calling.leaveOut(leftOut, "mode");
        }
        calling.leaveOutRest(leftOut);
        if (!names.isEmpty() && mode != Mode.NONE) {
            return Optional.of(allowed(names, mode == Mode.ANY));
        }
        return switch (mode) {
            case UNSET -> Optional.empty();
            case AUTO, VALIDATED -> Optional.of(new ToolChoice.Auto());
            case NONE -> Optional.of(new ToolChoice.None());
            case ANY -> Optional.of(new ToolChoice.Required());
        };
    }

    private static ToolChoice allowed(List<String> names, boolean required) {
        return required && names.size() == 1
                ? new ToolChoice.Named(names.getFirst())
                : new ToolChoice.Allowed(names, required);
    }
}
