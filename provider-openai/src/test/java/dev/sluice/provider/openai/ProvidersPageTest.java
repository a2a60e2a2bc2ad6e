package dev.sluice.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/providers.md} to the presets there are; {@code -Ddocs.update=true} writes it. */
final class ProvidersPageTest {
    private static final Path PAGE = Path.of("../docs/providers.md");
    private static final String BEGIN = "<!-- presets -->\n";
    private static final String END = "<!-- end -->";

    /** What a preset was tried against, beside a simulator. */
    private static final Map<String, String> SEEN = Map.of(
            "openai", "simulator; as `type: openai`, mock-llm 0.1.29 and Portkey 1.15.2 (not streamed)",
            "ollama", "Ollama 0.17.4, by hand",
            "llamacpp", "llama.cpp b11549, as xllamacpp 2026.10.11549 has it",
            "litellm", "LiteLLM 1.108.7");

    @Test
    void namesEveryPresetWithItsAddressAndApis() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END, begin);
        if (Boolean.getBoolean("docs.update")) {
            page = page.substring(0, begin) + table() + page.substring(end);
            Files.writeString(PAGE, page);
            end = page.indexOf(END, begin);
        }
        assertThat(page.substring(begin, end)).isEqualTo(table());
    }

    @Test
    void explainsEverySetting() throws IOException {
        String page = Files.readString(PAGE);
        for (Preset preset : Presets.all()) {
            for (Setting<?> setting : new PresetSettings(preset).all()) {
                boolean named = page.contains("`" + setting.name() + "`")
                        || setting.aliases().stream().anyMatch(alias -> page.contains(alias));
                assertThat(named).as(setting.name()).isTrue();
            }
        }
    }

    private static String table() {
        StringBuilder table = new StringBuilder(
                "| | id | address | in `.env` | APIs | seen |\n| --- | --- | --- | --- | --- | --- |\n");
        for (Preset preset : Presets.all()) {
            table.append("| %s | `%s` | %s | %s | %s | %s |\n"
                    .formatted(
                            preset.name(),
                            preset.id(),
                            preset.address().isEmpty() ? "yours" : preset.address(),
                            names(preset),
                            apis(preset),
                            SEEN.getOrDefault(preset.id(), "simulator only")));
        }
        return table.toString();
    }

    private static String names(Preset preset) {
        PresetSettings settings = new PresetSettings(preset);
        List<Setting<?>> shown = preset.is(Preset.Trait.KEYLESS)
                ? List.of(settings.enabled(), settings.baseUrl())
                : preset.is(Preset.Trait.AZURE)
                        ? List.of(settings.apiKey(), settings.baseUrl(), settings.models(), PresetSettings.API_VERSION)
                        : List.of(settings.apiKey());
        Stream<String> names = shown.stream().map(setting -> name(preset, setting));
        return (preset.is(Preset.Trait.GITHUB_MODELS) ? Stream.concat(names, Stream.of("GITHUB_TOKEN")) : names)
                .map(name -> "`" + name + "`")
                .collect(Collectors.joining(", "));
    }

    private static String name(Preset preset, Setting<?> setting) {
        String standard =
                (preset.id() + "_" + setting.name()).toUpperCase(Locale.ROOT).replace('-', '_');
        return preset.is(Preset.Trait.AZURE) ? setting.aliases().getFirst() : standard;
    }

    private static String apis(Preset preset) {
        return Stream.of(Dialect.CHAT_COMPLETIONS, Dialect.RESPONSES, Dialect.EMBEDDINGS)
                .filter(preset.dialects()::contains)
                .map(dialect -> dialect.equals(Dialect.CHAT_COMPLETIONS) ? "chat" : dialect.name())
                .collect(Collectors.joining(", "));
    }
}
