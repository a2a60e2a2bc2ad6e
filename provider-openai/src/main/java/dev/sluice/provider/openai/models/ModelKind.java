package dev.sluice.provider.openai.models;

import java.util.Locale;
import java.util.regex.Pattern;

/** The purpose of a model, as far as its name tells. */
enum ModelKind {
    /** Generates text. */
    CHAT,
    /** Generates text, on the Responses API only. */
    RESPONSES_ONLY,
    /** Generates text, on chat completions only. */
    CHAT_ONLY,
    /** Returns embeddings. */
    EMBEDDINGS,
    /** Images, audio, ranking, moderation, legacy completions: not served by this gateway. */
    OTHER;

    private static final Pattern EMBEDS =
            Pattern.compile("embed|minilm|(^|[/_-])(bge|gte|e5)-|text-similarity|paraphrase-multilingual");
    private static final Pattern OTHERS = Pattern.compile("dall-e|whisper|moderation|realtime|transcribe|rerank"
            + "|(^|[/-])tts(-|$)|(^|/)sora|gpt-image|chatgpt-image|grok-(\\d-)?(imagine|image)|-ocr"
            + "|(^|/)(babbage|davinci)-|gpt-3\\.5-turbo-instruct|stable-diffusion|(^|[/-])flux");
    // OpenAI's own; others serve models of such names on other APIs.
    private static final Pattern RESPONSES =
            Pattern.compile("o\\d(-mini)?-(pro|deep-research).*|gpt-5[\\w.]*-(pro|codex).*|codex-.*|computer-use.*");
    private static final Pattern CHATS = Pattern.compile("gpt-audio.*|gpt-4o.*-(audio|search)-preview.*");

    static ModelKind ofName(String id, boolean openAi) {
        String name = id.toLowerCase(Locale.ROOT);
        if (EMBEDS.matcher(name).find()) {
            return EMBEDDINGS;
        }
        if (OTHERS.matcher(name).find()) {
            return OTHER;
        }
        if (openAi && RESPONSES.matcher(name).matches()) {
            return RESPONSES_ONLY;
        }
        return openAi && CHATS.matcher(name).matches() ? CHAT_ONLY : CHAT;
    }
}
