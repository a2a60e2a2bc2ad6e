package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonException;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Reply;
import dev.sluice.provider.copilot.errors.CopilotErrors;
import java.time.Clock;

/** Mends Copilot's whole answer of a chat completion to what OpenAI documents. */
public final class ChatReply {
    private static final String PATH = "/chat/completions";

    private ChatReply() {}

    /**
     * Mends an answer: choices that are parts of one message become one, and what is missing is added.
     *
     * @param headers what to pass on of the answer's headers
     * @param body the answer's body; not changed
     * @param request what was asked
     * @param clock tells the time of creation where the upstream does not
     * @return the same array if there was nothing to mend, and the tokens used
     * @throws ProviderException with UPSTREAM_PROTOCOL if it is no chat completion; of the kind that
     *     the upstream reports if it is an error under status 200
     */
    public static Reply.Complete mend(Headers headers, byte[] body, MendedRequest request, Clock clock) {
        try {
            ReplyScan reply = checked(ReplyScan.of(body), body);
            if (request.choices() == 1 && reply.choices().size() > 1) {
                reply = ReplyScan.of(reply.merged());
            }
            byte[] mended = reply.mended(new Identity("chat.completion", request.model(), clock));
            Field usage = reply.envelope().usage();
            return usage == null
                    ? Reply.Complete.of(headers, mended)
                    : Reply.Complete.of(headers, mended, UsageReader.read(reply.json(), usage.span()));
        } catch (JsonException malformed) {
            throw new ProviderException(
                    ErrorKind.UPSTREAM_PROTOCOL,
                    "GitHub Copilot's answer is not the JSON of a chat completion: " + malformed.getMessage() + ".",
                    malformed);
        }
    }

    private static ReplyScan checked(ReplyScan reply, byte[] body) {
        if (reply.envelope().error()) {
            throw CopilotErrors.reported(PATH, body);
        }
        if (reply.choices().isEmpty()) {
            throw notACompletion("has no choices");
        }
        if (!reply.choices().stream().allMatch(ReplyChoice::hasMessage)) {
            throw notACompletion("has a choice without a message");
        }
        return reply;
    }

    private static ProviderException notACompletion(String problem) {
        return new ProviderException(
                ErrorKind.UPSTREAM_PROTOCOL, "GitHub Copilot's answer " + problem + ", so it is no chat completion.");
    }
}
