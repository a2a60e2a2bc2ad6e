package dev.sluice.provider.copilot;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import dev.sluice.provider.UpstreamResponse;
import dev.sluice.provider.copilot.api.CopilotCall;
import dev.sluice.provider.copilot.api.CopilotClient;
import dev.sluice.provider.copilot.errors.ErrorClassifier;
import dev.sluice.provider.support.Bodies;
import dev.sluice.provider.support.ReplyHeaders;
import dev.sluice.provider.support.TokenCounts;
import dev.sluice.provider.support.TopLevel;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Responses and Messages, which Copilot speaks nearly as they are: bytes in, bytes out, but for what it refuses. */
final class NativeCalls {
    private static final String ANTHROPIC_BETA = "anthropic-beta";

    /** Those that Copilot takes; it refuses requests that name another. */
    private static final Set<String> BETAS = Set.of(
            "interleaved-thinking-2025-05-14",
            "context-management-2025-06-27",
            "advanced-tool-use-2025-11-20",
            "extended-cache-ttl-2025-04-11");

    private final CopilotClient api;

    NativeCalls(CopilotClient api) {
        this.api = api;
    }

    Reply responses(ProviderRequest request) {
        NativeRequest normalized = NativeRequest.responses(request.body());
        CopilotCall call = CopilotCall.post("/responses", normalized.body(), request.deadlines())
                .intent("conversation-panel");
        return send(call, normalized, request);
    }

    Reply messages(ProviderRequest request) {
        NativeRequest normalized = NativeRequest.messages(request.body());
        return send(messagesCall("/v1/messages", normalized, request), normalized, request);
    }

    /** Counts a Messages request; nothing if this account's host has no such path. */
    OptionalLong countTokens(ProviderRequest request) {
        NativeRequest normalized = NativeRequest.messages(request.body());
        CopilotCall call = messagesCall("/v1/messages/count_tokens", normalized, request);
        try {
            // No person's turn: agents count while they work.
            UpstreamResponse response =
                    api.send(call.initiated(false).vision(normalized.images()).streaming(false));
            OptionalLong count = TopLevel.number(Bodies.whole(response), "input_tokens");
            if (count.isEmpty()) {
                throw new ProviderException(
                        ErrorKind.UPSTREAM_PROTOCOL, "Copilot's count of tokens has no input_tokens");
            }
            return count;
        } catch (ProviderException e) {
            if (e.code().filter(ErrorClassifier.PATH_NOT_FOUND::equals).isPresent()) {
                return OptionalLong.empty();
            }
            throw HostedTools.name(e, request.body());
        }
    }

    private static CopilotCall messagesCall(String path, NativeRequest normalized, ProviderRequest request) {
        CopilotCall call = CopilotCall.post(path, normalized.body(), request.deadlines())
                .intent("conversation-panel")
                .header("anthropic-version", "2023-06-01");
        String betas = request.headers().first(ANTHROPIC_BETA).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .filter(BETAS::contains)
                .collect(Collectors.joining(","));
        if (!betas.isEmpty()) {
            call.header(ANTHROPIC_BETA, betas);
        }
        return call;
    }

    private Reply send(CopilotCall call, NativeRequest normalized, ProviderRequest request) {
        UpstreamResponse response = answer(
                call.initiated(normalized.byUser()).vision(normalized.images()).streaming(request.streaming()),
                request);
        Headers headers = ReplyHeaders.safe(response.headers());
        boolean messages = request.dialect().equals(Dialect.MESSAGES);
        if (request.streaming()) {
            return new Reply.Streaming(headers, NativeStream.of(response.events(), messages));
        }
        byte[] read = object(request.dialect(), Bodies.whole(response));
        byte[] body = messages ? read : ResponseFields.complete(read);
        return TokenCounts.counted(headers, body);
    }

    private UpstreamResponse answer(CopilotCall call, ProviderRequest request) {
        try {
            return api.send(call);
        } catch (ProviderException e) {
            throw HostedTools.name(e, request.body());
        }
    }

    /** Refuses the page of some box on the way, which would go to the client as it is. */
    private static byte[] object(Dialect dialect, byte[] body) {
        int start = 0;
        while (start < body.length && body[start] <= ' ') {
            start++;
        }
        if (start == body.length || body[start] != '{') {
            throw new ProviderException(
                    ErrorKind.UPSTREAM_PROTOCOL,
                    "Copilot answered a " + dialect + " request with something that is not JSON");
        }
        return body;
    }
}
