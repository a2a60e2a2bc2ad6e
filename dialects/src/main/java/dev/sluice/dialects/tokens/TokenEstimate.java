package dev.sluice.dialects.tokens;

import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Format;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Source;
import dev.sluice.dialects.form.Tool;
import dev.sluice.dialects.form.Turn;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Estimates how many tokens a request will be read as: its texts by OpenAI's tokenizer, and prices for what surrounds
 * them. Safe for use by several threads.
 */
public final class TokenEstimate {
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

    /** The others wait: estimating takes nothing but the processor, which replies under way need, too. */
    private final Semaphore turns =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    /** Makes an estimate, which loads the tokenizer when it is first used. */
    public TokenEstimate() {}

    /**
     * Counts.
     *
     * @param conversation what would be asked
     * @return tokens
     * @throws ProviderException with {@link ErrorKind#CANCELLED} if the thread was interrupted
     */
    public long of(Conversation conversation) {
        try {
            turns.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderException(ErrorKind.CANCELLED, "counting tokens was ended", e);
        }
        try {
            long tokens = ANSWER + format(conversation.output().format());
            for (Tool tool : conversation.tools().tools()) {
                tokens += tool(tool);
            }
            for (Turn turn : conversation.turns()) {
                tokens += MESSAGE + parts(turn.parts());
            }
            return tokens;
        } finally {
            turns.release();
        }
    }

    private static long parts(List<Part> parts) {
        long tokens = 0;
        for (Part part : parts) {
            tokens += part(part);
        }
        return tokens;
    }

    private static long part(Part part) {
        return switch (part) {
            case Part.Text text -> Tokenizer.count(text.text());
            case Part.Refusal refusal -> Tokenizer.count(refusal.text());
            case Part.Reasoning reasoning -> Tokenizer.count(reasoning.text());
            case Part.ToolCall call -> FRAME + Tokenizer.count(call.name()) + Tokenizer.count(call.input());
            case Part.ToolResult result -> MESSAGE + parts(result.content());
            case Part.Image image -> image.detail().filter("low"::equals).isPresent() ? GLANCE : IMAGE;
            case Part.Document document -> document(document.source());
            case Part.Audio audio -> audio.source().base64().length() / SOUND_PER_TOKEN;
        };
    }

    private static long document(Source source) {
        return switch (source) {
            case Source.Inline inline -> PAGE * Math.ceilDiv(inline.base64().length(), PAGE_SIZE);
            case Source.Link _ -> PAGE;
        };
    }

    private static long tool(Tool tool) {
        String definition = switch (tool) {
            case Tool.Function function -> function.parameters().toString();
            case Tool.Custom custom -> custom.format().map(Object::toString).orElse("");
        };
        return FRAME
                + Tokenizer.count(tool.name())
                + tool.description().map(Tokenizer::count).orElse(0L)
                + Tokenizer.count(definition);
    }

    private static long format(Format format) {
        return switch (format) {
            case Format.Text _, Format.Json _ -> 0;
            case Format.Schema schema -> FRAME + Tokenizer.count(schema.schema().toString());
        };
    }
}
