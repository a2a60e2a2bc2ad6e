package dev.sluice.provider.openai.models;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a model is for, as far as its name tells. */
enum ModelKind {
    /** Answers in words. */
    CHAT,
    /** Answers in words, on the Responses API alone. */
    RESPONSES_ONLY,
    /** Answers in words, on chat completions alone. */
    CHAT_ONLY,
    /** Turns texts into vectors. */
    EMBEDDINGS,
    /** Makes or reads pictures and sounds, ranks, moderates, or completes text without a chat: not for this gateway. */
    OTHER;

    private static final Pattern EMBEDS =
            Pattern.compile("embed|minilm|(^|[/_-])(bge|gte|e5)-|text-similarity|paraphrase-multilingual");
    private static final Pattern NO_WORDS = Pattern.compile("dall-e|whisper|moderation|realtime|transcribe|rerank"
            + "|(^|[/-])tts(-|$)|(^|/)sora|gpt-image|chatgpt-image|grok-(\\d-)?(imagine|image)|-ocr"
            + "|(^|/)(babbage|davinci)-|gpt-3\\.5-turbo-instruct|stable-diffusion|(^|[/-])flux");
    // OpenAI's own; what others offer under such names they answer on their own APIs.
    private static final Pattern RESPONSES =
            Pattern.compile("o\\d(-mini)?-(pro|deep-research).*|gpt-5[\\w.]*-(pro|codex).*|codex-.*|computer-use.*");
    private static final Pattern CHATS = Pattern.compile("gpt-audio.*|gpt-4o.*-(audio|search)-preview.*");

    static ModelKind ofName(String id, boolean openAi) {
        String name = id.toLowerCase(Locale.ROOT);
        if (EMBEDS.matcher(name).find()) {
            return EMBEDDINGS;
        }
        if (NO_WORDS.matcher(name).find()) {
            return OTHER;
        }
        if (openAi && RESPONSES.matcher(name).matches()) {
            return RESPONSES_ONLY;
        }
        return openAi && CHATS.matcher(name).matches() ? CHAT_ONLY : CHAT;
    }
}
