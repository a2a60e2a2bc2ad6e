package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.json.Fields;
import dev.sluice.json.JsonNode;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.util.List;

/** Reads a whole reply. */
final class ReplyReader {
    private ReplyReader() {}

    static Answer read(JsonNode reply) {
        Fields response = Fields.ofReply(reply);
        requireWhole(response);
        if (!response.has("output")) {
            throw response.missing("output");
        }
        List<Part> parts = response.list("output").stream()
                .flatMap(item -> ItemReader.parts(item).stream())
                .toList();
        return new Answer(response.text("id").orElse(""), parts, Stops.read(response, parts), UsageJson.read(response));
    }

    private static void requireWhole(Fields response) {
        String status = response.text("status").orElse("");
        switch (status) {
            case "completed", "incomplete" -> {}
            case "" -> {
                if (response.has("error")) {
                    throw Failures.of(response);
                }
            }
            case "failed" -> throw Failures.of(response);
            case "cancelled" ->
                throw new ProviderException(
                        ErrorKind.UPSTREAM_UNAVAILABLE, "The upstream cancelled its answer before it was whole.");
            default -> throw response.wrong("status", "is not that of a whole answer");
        }
    }
}
