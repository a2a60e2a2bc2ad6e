package dev.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.gateway.http.ErrorReplyException;
import dev.sluice.provider.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class MetadataReaderTest {
    private static final byte[] REQUEST = """
            { "model" : "gpt-4o" , "stream" : true, "messages":[{"role":"user","content":"\u00fc \\u00e9 \\n"}],
              "stream_options":{"include_usage":false,"x":[1.5e3,null]}, "n":-1, "stop":null, "user":{"a":{}} }
            """.strip().getBytes(StandardCharsets.UTF_8);

    @Test
    void readsAWholeBody() {
        RequestMetadata metadata = MetadataReader.read(REQUEST, Headers.empty(), "id");

        assertThat(metadata.model()).isEqualTo("gpt-4o");
        assertThat(metadata.streaming()).isTrue();
    }

    @Test
    void rejectsABodyTruncatedAtAnyByte() {
        for (int length = 1; length < REQUEST.length; length++) {
            byte[] part = Arrays.copyOf(REQUEST, length);
            ErrorReplyException refused = catchThrowableOfType(
                    ErrorReplyException.class, () -> MetadataReader.read(part, Headers.empty(), "id"));
            assertThat(refused)
                    .as(new String(part, StandardCharsets.UTF_8))
                    .isNotNull()
                    .extracting(ErrorReplyException::reply)
                    .satisfies(reply -> {
                        assertThat(reply.status()).isEqualTo(400);
                        assertThat(reply.code()).isEqualTo("invalid_json");
                        assertThat(reply.message()).startsWith("The request's body is not valid JSON: ");
                    });
        }
    }
}
