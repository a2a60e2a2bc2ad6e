package dev.sluice.provider.copilot;

import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tools of a request that the model's side would have to run, such as {@code web_search}. Which of them Copilot takes
 * is Copilot's to say and changes; its refusal does not always say which tool it means.
 */
final class HostedTools {
    private static final Set<String> OF_THE_CLIENT = Set.of("function", "custom");
    // Clients may write anything there, and messages are shown.
    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Pattern INDEX = Pattern.compile("\\btools[.\\[](\\d{1,4})\\b");
    private static final Pattern VERSION = Pattern.compile("_(?:\\d{6,8}|preview.*)$");

    private final List<Tool> tools = new ArrayList<>();

    private HostedTools(byte[] body) {
        JsonNode list = JsonDocument.parse(body).root().get("tools");
        if (list.is(Kind.ARRAY)) {
            int i = 0;
            for (JsonNode tool : list) {
                String type = tool.get("type").string("");
                if (TYPE.matcher(type).matches() && !OF_THE_CLIENT.contains(type)) {
                    tools.add(new Tool(type, i));
                }
                i++;
            }
        }
    }

    /**
     * Makes a refusal name the tools that it is about; one about something else is returned as it is. The body is a
     * JSON object.
     */
    static ProviderException name(ProviderException refusal, byte[] body) {
        if (refusal.kind() != ErrorKind.INVALID_REQUEST
                || !refusal.parameter().orElse("tools").equals("tools")) {
            return refusal;
        }
        List<Tool> blamed = new HostedTools(body).meant(String.valueOf(refusal.getMessage()));
        return blamed.isEmpty() ? refusal : named(refusal, blamed);
    }

    /** By its place, or by its name, or all of them if the words are only about tools that are not supported. */
    private List<Tool> meant(String words) {
        Matcher index = INDEX.matcher(words);
        if (index.find()) {
            int place = Integer.parseInt(index.group(1));
            return tools.stream().filter(tool -> tool.index == place).toList();
        }
        String text = plain(words);
        List<Tool> named =
                tools.stream().filter(tool -> text.contains(tool.plainName())).toList();
        boolean unsupported = text.contains("tool") && text.contains("support");
        return named.isEmpty() && unsupported ? tools : named;
    }

    private static ProviderException named(ProviderException refusal, List<Tool> blamed) {
        String list = blamed.stream()
                .map(tool -> "'" + tool.type + "' (" + tool.field() + ")")
                .collect(Collectors.joining(", "));
        ProviderException.Builder named = ProviderException.builder(
                        refusal.kind(),
                        refusal.getMessage() + " The model's side would have to run "
                                + (blamed.size() == 1 ? "the tool " : "one of the tools ") + list
                                + "; leave it out, or ask a model of a provider that has it.")
                .cause(refusal)
                .parameter(blamed.size() == 1 ? blamed.getFirst().field() : "tools");
        refusal.code().ifPresent(named::code);
        refusal.upstreamStatus().ifPresent(named::upstreamStatus);
        refusal.upstreamRequestId().ifPresent(named::upstreamRequestId);
        refusal.retryAfter().ifPresent(named::retryAfter);
        return named.build();
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private record Tool(String type, int index) {
        private String field() {
            return "tools[" + index + "].type";
        }

        /** As the upstream may write it: without a version, and in words. */
        private String plainName() {
            return plain(VERSION.matcher(type).replaceFirst(""));
        }
    }
}
