package dev.sluice.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dialects.chat.ChatCodec;
import dev.sluice.dialects.form.Codec;
import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Sampling;
import dev.sluice.dialects.form.Target;
import dev.sluice.dialects.gemini.GeminiCodec;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.dialects.messages.MessagesCodec;
import dev.sluice.dialects.responses.ResponsesCodec;
import dev.sluice.dialects.testing.Dialogues;
import dev.sluice.provider.Model;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No field of {@link Sampling}, a future one included, is dropped in silence by any dialect. */
final class SamplingTest {
    private static final Target TARGET = new Target(Model.builder("m").build(), false);
    private static final List<Codec> CODECS =
            List.of(new ChatCodec(), new ResponsesCodec(), new MessagesCodec(), new GeminiCodec());

    static Stream<Arguments> fields() {
        return CODECS.stream()
                .flatMap(codec -> Arrays.stream(Sampling.class.getRecordComponents())
                        .map(field -> Arguments.of(codec.dialect().name(), field.getName(), codec)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("fields")
    void eachFieldIsWrittenOrReported(String dialect, String field, Codec codec) throws Exception {
        LeftOut none = new LeftOut();
        String without = written(codec, Sampling.UNSET, none);
        LeftOut leftOut = new LeftOut();
        String with = written(codec, only(field), leftOut);
        assertThat(!with.equals(without) ^ !leftOut.names().equals(none.names()))
                .as("%s writes %s, or reports that it was left out", dialect, field)
                .isTrue();
    }

    private static String written(Codec codec, Sampling sampling, LeftOut leftOut) {
        Conversation conversation = Dialogues.conversation(0).withSampling(sampling);
        return new String(codec.writeRequest(conversation, TARGET, leftOut), StandardCharsets.UTF_8);
    }

    private static Sampling only(String field) throws ReflectiveOperationException {
        RecordComponent[] fields = Sampling.class.getRecordComponents();
        Class<?>[] types = Arrays.stream(fields).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(fields)
                .map(each -> each.getName().equals(field) ? Optional.of(value(each)) : Optional.empty())
                .toArray();
        return Sampling.class.getDeclaredConstructor(types).newInstance(values);
    }

    /** Returns a value that every dialect takes, and that is neutral in none. */
    private static Object value(RecordComponent field) {
        String type = field.getGenericType().getTypeName();
        return switch (type) {
            case "java.util.Optional<java.math.BigDecimal>" -> new BigDecimal("0.5");
            case "java.util.Optional<java.lang.Long>" -> 7L;
            default -> throw new AssertionError("A value of the type of " + field + " is needed here: " + type);
        };
    }
}
