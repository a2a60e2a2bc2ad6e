package dev.sluice.dialects.messages;

import dev.sluice.dialects.testing.FieldTable;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class MessagesPageTest {
    @TestFactory
    Stream<DynamicTest> pageSaysWhatBecomesOfEachField() throws IOException {
        return new FieldTable(
                        new MessagesCodec(),
                        "{\"model\":\"m\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}")
                .tests(120);
    }
}
