package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.errors.NotFoundException;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.Embedding;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of models, and embeddings, by OpenAI's SDK. */
final class OpenAiModelsIT {
    private static final String MODEL = "text-embedding-3-small";

    @RegisterExtension
    private static final OpenAiSession session = new OpenAiSession();

    @Test
    void listsEveryModelOnce() {
        List<Model> models = session.client().models().list().data();

        assertThat(models).allSatisfy(Model::validate);
        assertThat(models).allSatisfy(model -> assertThat(model.created()).isPositive());
        assertThat(models).allSatisfy(model -> assertThat(model.ownedBy()).isNotBlank());
        assertThat(models)
                .extracting(Model::id)
                .doesNotHaveDuplicates()
                .contains(
                        "copilot-gpt-4o",
                        "copilot-gpt-5-mini",
                        "copilot-claude-sonnet-4.5",
                        "copilot-gemini-2.5-pro",
                        "copilot-" + MODEL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt-4o",
                "gpt-5-mini",
                "claude-sonnet-4.5",
                "gemini-2.5-pro",
                "copilot-gpt-4o",
                "ext-copilot-gpt-4o",
                "copilot/gpt-4o"
            })
    void showsOneModel(String id) {
        Model model = session.client().models().retrieve(id).validate();

        assertThat(model.id()).isEqualTo("copilot-" + id.replaceFirst(".*copilot[-/]", ""));
    }

    @Test
    void hasNoModelThatNobodyOffers() {
        assertThatThrownBy(() -> session.client().models().retrieve("gpt-4p"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("gpt-4o");
    }

    @Test
    void embedsInTheEncodingThatTheSdkPrefers() {
        List<Float> vector = embed(params().input("one text")).getFirst().embedding();

        assertThat(vector).hasSize(1536);
        assertThat(length(vector)).isBetween(0.999, 1.001);
    }

    @Test
    void embedsSeveralTextsInOrder() {
        List<Embedding> both = embed(params().inputOfArrayOfStrings(List.of("one text", "another")));

        assertThat(both).extracting(Embedding::index).containsExactly(0L, 1L);
        assertThat(both.get(0).embedding())
                .isEqualTo(embed(params().input("one text")).getFirst().embedding())
                .isNotEqualTo(both.get(1).embedding());
    }

    @Test
    void embedsTheSameInEitherEncoding() {
        Embedding floats = embed(params().input("one text").encodingFormat(EmbeddingCreateParams.EncodingFormat.FLOAT))
                .getFirst();
        Embedding packed = embed(params().input("one text").encodingFormat(EmbeddingCreateParams.EncodingFormat.BASE64))
                .getFirst();

        assertThat(floats.embeddingValue().isFloats()).isTrue();
        assertThat(packed.embeddingValue().isBase64()).isTrue();
        assertThat(packed.embedding()).isEqualTo(floats.embedding());
    }

    @Test
    void embedsInAsManyDimensionsAsAreWanted() {
        assertThat(embed(params().input("one text").dimensions(64)).getFirst().embedding())
                .hasSize(64);
    }

    private static EmbeddingCreateParams.Builder params() {
        return EmbeddingCreateParams.builder().model(MODEL);
    }

    private static List<Embedding> embed(EmbeddingCreateParams.Builder params) {
        CreateEmbeddingResponse response =
                session.client().embeddings().create(params.build()).validate();
        assertThat(response.model()).startsWith(MODEL);
        assertThat(response.usage().promptTokens()).isPositive();
        return response.data();
    }

    private static double length(List<Float> vector) {
        return Math.sqrt(
                vector.stream().mapToDouble(number -> (double) number * number).sum());
    }
}
