package dev.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/configuration.md} to what the code reads; {@code -Ddocs.update=true} writes it. */
final class ConfigurationPageTest {
    private static final Path PAGE = Path.of("../docs/configuration.md");
    private static final String BEGIN = "<!-- gateway -->\n";
    private static final String END = "<!-- end -->";

    @Test
    void namesEveryKeyWithItsDefault() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END, begin);
        if (Boolean.getBoolean("docs.update")) {
            page = page.substring(0, begin) + ConfigSchema.table() + page.substring(end);
            Files.writeString(PAGE, page);
            end = page.indexOf(END, begin);
        }
        assertThat(page.substring(begin, end)).isEqualTo(ConfigSchema.table());
    }
}
