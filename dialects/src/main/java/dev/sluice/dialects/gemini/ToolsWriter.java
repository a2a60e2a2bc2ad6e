package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.Tool;
import dev.sluice.dialects.form.ToolChoice;
import dev.sluice.dialects.form.ToolSet;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonOutput;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.util.List;

/** Writes {@code tools} and {@code toolConfig}. */
final class ToolsWriter {
    private final LeftOut leftOut;

    ToolsWriter(LeftOut leftOut) {
        this.leftOut = leftOut;
    }

    void write(ToolSet set, JsonOutput out) {
        if (set.parallel().isPresent() && !set.parallel().get()) {
            leftOut.note("parallel_tool_calls");
        }
        if (!set.tools().isEmpty()) {
            out.name("tools").array().object().name("functionDeclarations").array();
            set.tools().forEach(tool -> declaration(tool, out));
            out.endArray().endObject().endArray();
            set.choice().ifPresent(choice -> {
                out.name("toolConfig").object().name("functionCallingConfig");
                config(choice, out);
                out.endObject();
            });
        } else if (set.choice().filter(ToolsWriter::demands).isPresent()) {
            throw invalid("A tool has to be called, but there are no tools; leave the tool choice out.");
        }
    }

    private void declaration(Tool tool, JsonOutput out) {
        if (!(tool instanceof Tool.Function function)) {
            throw invalid("The tool '" + tool.name() + "' takes text, and the model asked for knows only functions.");
        }
        if (!isName(function.name())) {
            throw invalid("The tool name '" + function.name() + "' is none that the model asked for takes: up to 128"
                    + " letters, digits, '_', '.', ':' and '-', of which a letter or '_' comes first.");
        }
        function.strict().ifPresent(_ -> leftOut.note("strict"));
        out.object().add("name", function.name());
        function.description().ifPresent(text -> out.add("description", text));
        if (!function.parameters().isEmpty()) {
            out.add("parametersJsonSchema", function.parameters());
        }
        out.endObject();
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= 128
                && name.chars().allMatch(c -> isLetter(c) || "0123456789.:-".indexOf(c) >= 0)
                && isLetter(name.charAt(0));
    }

    private static boolean isLetter(int c) {
        return c == '_' || (c < 128 && Character.isLetter(c));
    }

    private static boolean demands(ToolChoice choice) {
        return switch (choice) {
            case ToolChoice.Auto _, ToolChoice.None _ -> false;
            case ToolChoice.Required _, ToolChoice.Named _ -> true;
            case ToolChoice.Allowed allowed -> allowed.required();
        };
    }

    private static void config(ToolChoice choice, JsonOutput out) {
        switch (choice) {
            case ToolChoice.Auto _ -> mode("AUTO", List.of(), out);
            case ToolChoice.None _ -> mode("NONE", List.of(), out);
            case ToolChoice.Required _ -> mode("ANY", List.of(), out);
            case ToolChoice.Named(String name) -> mode("ANY", List.of(name), out);
            // AUTO takes no names; VALIDATED leaves the choice to the model as well.
            case ToolChoice.Allowed(List<String> names, boolean required) ->
                mode(required ? "ANY" : "VALIDATED", names, out);
        }
    }

    private static void mode(String mode, List<String> names, JsonOutput out) {
        out.object().add("mode", mode);
        if (!names.isEmpty()) {
            out.name("allowedFunctionNames").array();
            names.forEach(out::text);
            out.endArray();
        }
        out.endObject();
    }

    private static ProviderException invalid(String why) {
        return ProviderException.builder(ErrorKind.INVALID_REQUEST, why)
                .parameter("tools")
                .build();
    }
}
