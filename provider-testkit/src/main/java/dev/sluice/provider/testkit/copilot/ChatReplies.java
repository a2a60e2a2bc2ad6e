package dev.sluice.provider.testkit.copilot;

import jakarta.json.JsonObject;
import java.util.List;

/** Writes the chat completions of one family of models, with its deviations. */
interface ChatReplies {

    /** The body of a reply in one piece. */
    JsonObject whole(ChatTurn turn);

    /** The chunks of a stream, without its {@code [DONE]}. */
    List<JsonObject> chunks(ChatTurn turn);

    /** The family that the model belongs to. */
    static ChatReplies of(CatalogueEntry model) {
        if (model.claude()) {
            return new ClaudeChatReplies();
        }
        return model.gemini() ? new GeminiChatReplies() : new GptChatReplies();
    }
}
