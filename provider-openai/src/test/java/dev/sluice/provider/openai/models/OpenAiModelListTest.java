package dev.sluice.provider.openai.models;

import static dev.sluice.provider.Dialect.CHAT_COMPLETIONS;
import static dev.sluice.provider.Dialect.EMBEDDINGS;
import static dev.sluice.provider.Dialect.RESPONSES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.Model;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists in the shapes that the vendors publish. */
final class OpenAiModelListTest {
    private static final Set<Dialect> ALL = Set.of(CHAT_COMPLETIONS, RESPONSES, EMBEDDINGS);

    private final OpenAiModelList list = new OpenAiModelList(ALL, false, "");

    @ParameterizedTest
    @CsvSource({
        "gpt-4o, chat-completions responses",
        "gpt-5.2, chat-completions responses",
        "o3-mini, chat-completions responses",
        "ft:gpt-4o-mini:acme::1, chat-completions responses",
        "o1-pro, responses",
        "o4-mini-deep-research, responses",
        "gpt-5-codex, responses",
        "gpt-5.1-codex-max, responses",
        "gpt-5-pro-2025-10-06, responses",
        "gpt-4o-search-preview, chat-completions",
        "gpt-audio-mini, chat-completions",
        "text-embedding-3-small, embeddings",
        "dall-e-3,",
        "gpt-image-1,",
        "tts-1-hd,",
        "gpt-4o-mini-tts,",
        "whisper-1,",
        "gpt-4o-transcribe,",
        "gpt-4o-realtime-preview,",
        "omni-moderation-latest,",
        "babbage-002,",
        "gpt-3.5-turbo-instruct,",
        "sora-2,",
    })
    void knowsWhatOpenAisModelsAnswerOn(String id, String dialects) {
        List<Model> models = read(
                new OpenAiModelList(ALL, true, "openai"),
                "{'object':'list','data':[{'id':'" + id + "','object':'model','created':1,'owned_by':'system'}]}");
        assertThat(models).hasSize(dialects == null ? 0 : 1);
        assertThat(models).allSatisfy(model -> {
            assertThat(names(model)).isEqualTo(dialects);
            assertThat(model.owner()).isEqualTo("openai");
            assertThat(model.created()).contains(Instant.ofEpochSecond(1));
        });
    }

    @Test
    void readsOpenRouters() {
        List<Model> models = read(list, """
            {'data':[{'id':'anthropic/claude-sonnet-4','name':'Anthropic: Claude Sonnet 4','created':1747930371,
            'context_length':1000000,'architecture':{'input_modalities':['text'],'output_modalities':['text']},
            'top_provider':{'context_length':1000000,'max_completion_tokens':64000},
            'supported_parameters':['tools','reasoning']},
            {'id':'google/imagine','architecture':{'output_modalities':['image']}}]}\
            """);
        assertThat(models).singleElement().satisfies(model -> {
            assertThat(model.name()).isEqualTo("Anthropic: Claude Sonnet 4");
            assertThat(model.owner()).isEqualTo("anthropic");
            assertThat(model.contextTokens()).hasValue(1_000_000);
            assertThat(model.outputTokens()).hasValue(64_000);
            assertThat(model.capabilities()).containsExactlyInAnyOrder("tools", "reasoning");
        });
    }

    @Test
    void readsGitHubsCatalogue() {
        List<Model> models = read(list, """
            [{'id':'openai/gpt-4.1','name':'OpenAI GPT-4.1','publisher':'OpenAI','registry':'azure-openai',
            'capabilities':['streaming','tool-calling'],
            'limits':{'max_input_tokens':1048576,'max_output_tokens':32768},'rate_limit_tier':'high',
            'supported_output_modalities':['text']},
            {'id':'openai/text-embedding-3-small','name':'x','publisher':'OpenAI',
            'supported_output_modalities':['embeddings']}]\
            """);
        assertThat(models)
                .extracting(OpenAiModelListTest::names)
                .containsExactly("chat-completions responses", "embeddings");
        assertThat(models.getFirst().promptTokens()).hasValue(1_048_576);
        assertThat(models.getFirst().outputTokens()).hasValue(32_768);
        assertThat(models.getFirst().owner()).isEqualTo("openai");
        assertThat(models.getFirst().capabilities()).contains("tool-calling");
    }

    @Test
    void readsGroqsWithoutTheOnesThatAreSwitchedOff() {
        List<Model> models = read(new OpenAiModelList(Set.of(CHAT_COMPLETIONS), false, ""), """
            {'object':'list','data':[{'id':'llama-3.3-70b-versatile','object':'model','created':1733447754,
            'owned_by':'Meta','active':true,'context_window':131072,'max_completion_tokens':32768},
            {'id':'old','active':false},{'id':'whisper-large-v3','active':true},{'id':'some-embed','active':true}]}\
            """);
        assertThat(models).singleElement().satisfies(model -> {
            assertThat(model.contextTokens()).hasValue(131_072);
            assertThat(model.outputTokens()).hasValue(32_768);
            assertThat(model.owner()).isEqualTo("meta");
        });
    }

    @Test
    void readsMistrals() {
        List<Model> models = read(list, """
            {'object':'list','data':[{'id':'mistral-large-latest','created':1,'owned_by':'mistralai',
            'capabilities':{'completion_chat':true,'function_calling':true,'vision':false},
            'max_context_length':131072},
            {'id':'mistral-embed','capabilities':{'completion_chat':false}},
            {'id':'mistral-moderation','capabilities':{'completion_chat':false,'classification':true}}]}\
            """);
        assertThat(models).extracting(Model::id).containsExactly("mistral-large-latest", "mistral-embed");
        assertThat(models.getFirst().capabilities())
                .contains("function_calling")
                .doesNotContain("vision");
        assertThat(models.getLast().dialects()).containsExactly(EMBEDDINGS);
    }

    @Test
    void readsTogethersBareArray() {
        List<Model> models = read(list, """
            [{'id':'meta-llama/Llama-3.3-70B','type':'chat','display_name':'Llama 3.3','organization':'Meta',
            'context_length':131072},{'id':'BAAI/bge-large','type':'embedding'},{'id':'bfl/flux','type':'image'}]\
            """);
        assertThat(models).extracting(Model::name).containsExactly("Llama 3.3", "BAAI/bge-large");
        assertThat(models.getLast().dialects()).containsExactly(EMBEDDINGS);
    }

    @Test
    void readsThoseOfServersOfOnesOwn() {
        List<Model> vllm =
                read(list, "{'object':'list','data':[{'id':'qwen','owned_by':'vllm','max_model_len':32768}]}");
        assertThat(vllm.getFirst().contextTokens()).hasValue(32_768);
        List<Model> llama = read(
                list,
                "{'models':[{'name':'x'}],'data':[{'id':'x.gguf','owned_by':'llamacpp',"
                        + "'meta':{'n_ctx_train':8192}}]}");
        assertThat(llama.getFirst().contextTokens()).hasValue(8_192);
        List<Model> ollama = read(
                list,
                "{'object':'list','data':[{'id':'llama3.2:latest','owned_by':'library'},"
                        + "{'id':'nomic-embed-text:latest'},{'id':'all-minilm:33m'}]}");
        assertThat(ollama)
                .extracting(OpenAiModelListTest::names)
                .containsExactly("chat-completions responses", "embeddings", "embeddings");
        assertThat(read(list, "{'object':'list','data':null}")).isEmpty();
    }

    /** As a server of version b11549 lists what it serves, whatever that is for. */
    @Test
    void knowsLlamaCppsEmbeddingsByTheirName() {
        String list = "{'object':'list','data':[{'id':'%s','owned_by':'llamacpp','architecture':"
                + "{'input_modalities':['text'],'output_modalities':['text']},'meta':{'n_ctx':2048}}]}";
        assertThat(read(this.list, list.formatted("nomic-embed-text")))
                .extracting(OpenAiModelListTest::names)
                .containsExactly("embeddings");
        assertThat(read(this.list, list.formatted("llama")))
                .extracting(OpenAiModelListTest::names)
                .containsExactly("chat-completions responses");
        assertThat(read(new OpenAiModelList(Set.of(EMBEDDINGS), false, ""), list.formatted("llama")))
                .extracting(OpenAiModelListTest::names)
                .containsExactly("embeddings");
    }

    @Test
    void takesTheFirstOfSeveralWithOneIdAndNoneWithout() {
        assertThat(read(list, "{'data':[{'id':'a','name':'1'},{'id':'a','name':'2'},{'id':''},7,{}]}"))
                .extracting(Model::name)
                .containsExactly("1");
    }

    @ParameterizedTest
    @CsvSource({"<html>", "'{\"data\":{}}'", "7", "''"})
    void saysThatItIsNoList(String body) {
        assertThat(list.read(body.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    private static List<Model> read(OpenAiModelList list, String json) {
        return list.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }

    private static String names(Model model) {
        return model.dialects().stream().map(Dialect::name).sorted().collect(Collectors.joining(" "));
    }
}
