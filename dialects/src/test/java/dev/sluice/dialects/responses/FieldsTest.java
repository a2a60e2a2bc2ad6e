package dev.sluice.dialects.responses;

import dev.sluice.dialects.testing.FieldTable;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class FieldsTest {
    @TestFactory
    Stream<DynamicTest> fieldsAreTreatedAsThePageSays() throws IOException {
        return new FieldTable(new ResponsesCodec(), "{\"model\":\"m\",\"input\":\"hi\"}").tests(130);
    }
}
