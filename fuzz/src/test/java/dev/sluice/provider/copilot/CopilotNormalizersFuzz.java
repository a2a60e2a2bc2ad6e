package dev.sluice.provider.copilot;

import dev.sluice.fuzz.JsonTree;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.copilot.chat.ChatReply;
import dev.sluice.provider.copilot.chat.ChatRequest;
import dev.sluice.provider.copilot.chat.ChatStream;
import dev.sluice.provider.copilot.chat.EmbeddingsReply;
import dev.sluice.provider.copilot.chat.EmbeddingsRequest;
import dev.sluice.upstream.Events;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is normalized on the way to Copilot and back: JSON stays JSON, and what is none is somebody's mistake. */
public final class CopilotNormalizersFuzz {
    private static final ChatRequest ASKED = ChatRequest.normalize(utf8("{\"messages\":[]}"), "m");
    private static final EmbeddingsRequest EMBEDDED =
            EmbeddingsRequest.normalize(utf8("{\"input\":\"x\",\"encoding_format\":\"base64\"}"), "m");

    private CopilotNormalizersFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        normalized(() -> object(ChatRequest.normalize(bytes, "m").body()));
        normalized(() -> object(ChatRequest.normalizeForAggregate(bytes, "m").body()));
        normalized(() -> object(EmbeddingsRequest.normalize(bytes, "m").body()));
        normalized(() -> {
            object(NativeRequest.responses(bytes).body());
            object(NativeRequest.messages(bytes).body());
            HostedTools.name(
                    new ProviderException(ErrorKind.INVALID_REQUEST, "The requested tool is not supported."), bytes);
        });
        normalized(() -> object(ChatReply.normalize(Headers.empty(), bytes, ASKED, Clock.systemUTC())
                .body()));
        normalized(() -> object(
                EmbeddingsReply.normalize(Headers.empty(), bytes, EMBEDDED).body()));
        List<ServerSentEvent> events = Events.whole(bytes);
        normalized(() -> drained(ChatStream.of(new Listed(events), ASKED, Clock.systemUTC())));
        normalized(() -> drained(NativeStream.of(new Listed(events), true)));
        normalized(() -> drained(NativeStream.of(new Listed(events), false)));
    }

    private static boolean normalized(Runnable normalizing) {
        try {
            normalizing.run();
            return true;
        } catch (ProviderException e) {
            // Somebody's mistake; whose depends on what the bytes say.
            return false;
        }
    }

    private static void object(byte[] json) {
        if (JsonTree.object(json).isEmpty()) {
            throw new AssertionError("normalized to what is no JSON object");
        }
    }

    private static void drained(EventStream stream) {
        ServerSentEvent event = stream.next();
        while (event != null) {
            event = stream.next();
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class Listed implements EventStream {
        private final Iterator<ServerSentEvent> events;

        Listed(List<ServerSentEvent> events) {
            this.events = events.iterator();
        }

        @Override
        public @Nullable ServerSentEvent next() {
            return events.hasNext() ? events.next() : null;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
