package dev.sluice.provider.google;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CountedRequestTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                // What it takes as it is.
                "{'contents':[]} | {'contents':[]}",
                "{ } | { }",
                // A request for content.
                "{'contents':[],'tools':[]} | {'generateContentRequest':{'model':'models/m','contents':[],'tools':[]}}",
                " {'systemInstruction':{}} | {'generateContentRequest':{'model':'models/m','systemInstruction':{}}}",
                "{'contents':[],'model':'mine'} | {'generateContentRequest':{'contents':[],'model':'models/m'}}",
                // A request to count, of a caller who knows the model by another name, or leaves it out.
                "{'generateContentRequest':{'contents':[], 'model':'models/mine'}}"
                        + " | {'generateContentRequest':{'contents':[], 'model':'models/m'}}",
                "{'generate_content_request':{'contents':[]}}"
                        + " | {'generate_content_request':{'model':'models/m','contents':[]}}",
                "{'generateContentRequest':{ }} | {'generateContentRequest':{'model':'models/m' }}",
                // What the upstream refuses in its own words.
                "{'generateContentRequest':7} | {'generateContentRequest':{'model':'models/m','generateContentRequest':7}}",
                "[] | []",
                "{'contents' | {'contents'"
            })
    void namesTheModelWithinAWholeRequest(String body, String counted) {
        byte[] written = CountedRequest.of(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "m");
        assertThat(new String(written, StandardCharsets.UTF_8)
                        .replace('"', '\'')
                        .strip())
                .isEqualTo(counted);
    }
}
