package dev.sluice.dialects.gemini;

import dev.sluice.dialects.testing.FieldTable;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class FieldTableTest {
    @TestFactory
    Stream<DynamicTest> pageSaysWhatBecomesOfEachField() throws IOException {
        String smallest = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hello\"}]}]}";
        return new FieldTable(Gemini.CODEC, smallest).tests(131);
    }
}
