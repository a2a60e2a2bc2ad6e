package dev.sluice.provider.copilot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/configuration.md} to what the provider reads; {@code -Ddocs.update=true} writes it. */
final class ConfigurationPageTest {
    private static final Path PAGE = Path.of("../docs/configuration.md");
    private static final String BEGIN = "<!-- copilot -->\n";
    private static final String END = "<!-- end -->";

    @Test
    void namesEverySettingWithItsDefault() throws IOException {
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

    private static String table() {
        StringBuilder table =
                new StringBuilder("| key | environment | default | meaning |\n| --- | --- | --- | --- |\n");
        for (Setting<?> setting : new CopilotProviderFactory().settings()) {
            table.append("| `providers.copilot.%s` | `COPILOT_%s` | %s | %s |\n"
                    .formatted(
                            setting.name(),
                            setting.name().toUpperCase(Locale.ROOT).replace('-', '_'),
                            fallback(setting.fallback()),
                            setting.description()));
        }
        return table.toString();
    }

    private static String fallback(Object value) {
        if (value instanceof Optional<?> || value.toString().isEmpty()) {
            return "";
        }
        String text = value instanceof Enum<?> name
                ? name.name().toLowerCase(Locale.ROOT).replace('_', '-')
                : value.toString();
        return "`" + text + "`";
    }
}
