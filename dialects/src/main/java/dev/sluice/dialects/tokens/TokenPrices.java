package dev.sluice.dialects.tokens;

import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Format;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Source;
import dev.sluice.dialects.form.Tool;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.json.JsonNodes;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonOutput;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the pieces of a conversation take in tokens. */
record TokenPrices(Tokenizer tokenizer) {
    /** What marks the beginning, the role and the end of a message. */
    private static final long MESSAGE = 4;

    /** What makes the model answer. */
    private static final long ANSWER = 3;

    /** What stands around a tool's or a call's own words. */
    private static final long FRAME = 8;

    /** What OpenAI takes for a square picture that is looked at closely, as most are, or only glanced at. */
    private static final long IMAGE = 765;

    private static final long GLANCE = 85;

    /** What a page of a scanned document takes, and how many characters of base64 one has, more or less. */
    private static final long PAGE = 1_500;

    private static final long PAGE_SIZE = 100_000;

    /** A second of speech takes some 20 tokens, and 20,000 characters of base64. */
    private static final long SOUND_PER_TOKEN = 1_000;

    long of(Conversation conversation) {
        long tokens = ANSWER + format(conversation.output().format());
        for (Tool tool : conversation.tools().tools()) {
            tokens += tool(tool);
        }
        for (Turn turn : conversation.turns()) {
            tokens += MESSAGE + parts(turn.parts());
        }
        return tokens;
    }

    private long parts(List<Part> parts) {
        long tokens = 0;
        for (Part part : parts) {
            tokens += part(part);
        }
        return tokens;
    }

    private long part(Part part) {
        return switch (part) {
            case Part.Text text -> tokenizer.count(text.text());
            case Part.Refusal refusal -> tokenizer.count(refusal.text());
            case Part.Reasoning reasoning -> tokenizer.count(reasoning.text());
            case Part.ToolCall call -> FRAME + tokenizer.count(call.name()) + tokenizer.count(call.input());
            case Part.ToolResult result -> MESSAGE + parts(result.content());
            case Part.Image image -> image.detail().filter("low"::equals).isPresent() ? GLANCE : IMAGE;
            case Part.Document document -> document(document.source());
            case Part.Audio audio -> audio.source().raw().size() / SOUND_PER_TOKEN;
        };
    }

    private static long document(Source source) {
        return switch (source) {
            case Source.Inline inline -> PAGE * Math.ceilDiv(inline.raw().size(), PAGE_SIZE);
            case Source.Link _ -> PAGE;
        };
    }

    private long tool(Tool tool) {
        String definition = switch (tool) {
            case Tool.Function function -> compact(function.parameters());
            case Tool.Custom custom -> custom.format().map(TokenPrices::compact).orElse("");
        };
        return FRAME
                + tokenizer.count(tool.name())
                + tool.description().map(tokenizer::count).orElse(0L)
                + tokenizer.count(definition);
    }

    private long format(Format format) {
        return switch (format) {
            case Format.Text _, Format.Json _ -> 0;
            case Format.Schema schema -> FRAME + tokenizer.count(compact(schema.schema()));
        };
    }

    private static String compact(JsonNode value) {
        JsonOutput out = new JsonOutput();
        JsonNodes.writeCompact(value, out);
        return new String(out.toBytes(), StandardCharsets.UTF_8);
    }
}
