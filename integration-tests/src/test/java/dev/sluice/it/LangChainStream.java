package dev.sluice.it;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** What LangChain4j tells of a stream. */
final class LangChainStream implements StreamingChatResponseHandler {
    private static final long PATIENCE_SECONDS = 30;

    private final List<String> pieces = new CopyOnWriteArrayList<>();
    private final CompletableFuture<ChatResponse> whole = new CompletableFuture<>();
    private final boolean cancelling;

    LangChainStream() {
        this(false);
    }

    private LangChainStream(boolean cancelling) {
        this.cancelling = cancelling;
    }

    static LangChainStream cancelledAtItsFirstPiece() {
        return new LangChainStream(true);
    }

    List<String> pieces() {
        return pieces;
    }

    /** Waits for its end. */
    ChatResponse whole() throws Exception {
        return whole.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Waits for it to fail. */
    Throwable failure() throws Exception {
        return whole.<Throwable>handle((response, failure) -> failure).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
        pieces.add(piece.text());
        if (cancelling) {
            context.streamingHandle().cancel();
        }
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        whole.complete(response);
    }

    @Override
    public void onError(Throwable error) {
        whole.completeExceptionally(error);
    }
}
