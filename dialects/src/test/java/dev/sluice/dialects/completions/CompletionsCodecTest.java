package dev.sluice.dialects.completions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.form.Usage;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.dialects.testing.FieldTable;
import dev.sluice.dialects.testing.Streams;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CompletionsCodecTest {
    private static final CompletionsCodec CODEC = new CompletionsCodec();
    private static final Usage USAGE = new Usage(10, 4, 3, 7, 2);
    private static final Part THOUGHT = new Part.Reasoning("hm", Optional.of(new Opaque("messages", "", "s")));

    @TestFactory
    Stream<DynamicTest> pageSaysWhatBecomesOfEachField() throws IOException {
        return new FieldTable(CODEC, "{\"prompt\":\"Hello\"}").tests(40);
    }

    @Test
    void promptIsWhatAUserSays() {
        Conversation read = CODEC.readRequest(
                JsonTree.node(json("{'prompt':['Hi'],'max_tokens':5,'temperature':0.5,'stop':'END','user':'u'}")),
                new LeftOut());
        assertThat(read.turns()).containsExactly(new Turn(Role.USER, List.of(new Part.Text("Hi"))));
        assertThat(read.output().maxTokens()).contains(5L);
        assertThat(read.output().stop()).containsExactly("END");
        assertThat(read.sampling().temperature()).contains(new BigDecimal("0.5"));
        assertThat(read.hints().endUser()).contains("u");
    }

    @Test
    void replyIsOpenAisOldOne() {
        Answer answer = new Answer(
                "a1", List.of(THOUGHT, new Part.Text("one "), new Part.Text("two")), end(), Optional.of(USAGE));
        assertThat(written(answer))
                .isEqualTo(json("{'id':'cmpl-a1','object':'text_completion','created':17,'model':'m','choices':["
                        + "{'text':'one two','index':0,'logprobs':null,'finish_reason':'stop'}],"
                        + "'usage':{'prompt_tokens':10,'completion_tokens':7,'total_tokens':17}}"));
    }

    @ParameterizedTest
    @CsvSource({
        "END, stop",
        "STOP_SEQUENCE, stop",
        "LENGTH, length",
        "TOOL_CALLS, stop",
        "CONTENT_FILTER, content_filter",
        "REFUSAL, content_filter"
    })
    void endsHaveTheOldWords(Stop.Reason reason, String word) {
        Answer answer = new Answer("", List.of(new Part.Refusal("No.")), Stop.of(reason), Optional.empty());
        JsonObject reply = written(answer);
        JsonObject choice = reply.getJsonArray("choices").getJsonObject(0);
        assertThat(choice.getString("finish_reason")).isEqualTo(word);
        assertThat(choice.getString("text")).isEqualTo("No.");
        assertThat(reply.getString("id")).matches("cmpl-[0-9a-f]{32}");
        assertThat(reply).doesNotContainKey("usage");
    }

    @Test
    void streamIsOneChunkAPiece() {
        assertThat(streamed("{}"))
                .containsExactly(
                        chunk("{'text':'one ','index':0,'logprobs':null,'finish_reason':null}", "}"),
                        chunk("{'text':'two','index':0,'logprobs':null,'finish_reason':null}", "}"),
                        chunk("{'text':'','index':0,'logprobs':null,'finish_reason':'length'}", "}"),
                        "[DONE]");
    }

    @Test
    void streamTellsWhatItCostWhereThatIsWanted() {
        assertThat(streamed("{'stream_options':{'include_usage':true}}"))
                .containsExactly(
                        chunk("{'text':'one ','index':0,'logprobs':null,'finish_reason':null}", ",'usage':null}"),
                        chunk("{'text':'two','index':0,'logprobs':null,'finish_reason':null}", ",'usage':null}"),
                        chunk("{'text':'','index':0,'logprobs':null,'finish_reason':'length'}", ",'usage':null}"),
                        chunk("", ",'usage':{'prompt_tokens':10,'completion_tokens':7,'total_tokens':17}}"),
                        "[DONE]");
    }

    private static List<String> streamed(String request) {
        List<Delta> deltas = List.of(
                new Delta.Begin("cmpl-7", Optional.empty()),
                new Delta.Reasoning("hm"),
                new Delta.Signed(new Opaque("messages", "", "s")),
                new Delta.Text("one "),
                new Delta.Text("two"),
                new Delta.End(Stop.of(Stop.Reason.LENGTH)),
                new Delta.Spent(USAGE));
        return Streams.write(CODEC.streamWriter(caller(json(request))), deltas).stream()
                .map(event -> new String(event.data(), StandardCharsets.UTF_8))
                .toList();
    }

    private static String chunk(String choices, String rest) {
        return ("{'id':'cmpl-7','object':'text_completion','created':17,'model':'m','choices':[" + choices + "]" + rest)
                .replace('\'', '"');
    }

    private static Stop end() {
        return Stop.of(Stop.Reason.END);
    }

    private static JsonObject written(Answer answer) {
        return JsonTree.object(CODEC.writeReply(answer, caller(json("{}")))).orElseThrow();
    }

    private static Caller caller(JsonObject request) {
        return new Caller("m", JsonTree.node(request), Instant.ofEpochSecond(17));
    }

    private static JsonObject json(String text) {
        return JsonTree.object(text.replace('\'', '"')).orElseThrow();
    }
}
