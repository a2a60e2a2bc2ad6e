package dev.sluice.provider.openai.chat;

import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.nio.charset.StandardCharsets;

/**
 * A chat request as it is sent: adapted in the few fields that upstreams differ in, otherwise byte for byte the
 * client's.
 */
public final class UpstreamChatRequest {
    private static final byte[] TRUE = ascii("true");
    private static final byte[] INCLUDE_USAGE = ascii("{\"include_usage\":true}");

    private final byte[] body;
    private final boolean usageWanted;

    private UpstreamChatRequest(byte[] body, boolean usageWanted) {
        this.body = body;
        this.usageWanted = usageWanted;
    }

    /** Returns what to send: the client's own array if nothing changed. */
    public byte[] body() {
        return body;
    }

    /** Tells whether the client asked for a closing chunk with the token usage. */
    public boolean usageWanted() {
        return usageWanted;
    }

    /**
     * Has the stream report its token usage, if the request does not ask for it already.
     */
    public static UpstreamChatRequest askingForUsage(byte[] body) {
        JsonDocument document = parsed(body);
        JsonNode options = document.root().get("stream_options");
        JsonEdits edits = JsonEdits.of(document);
        switch (options.kind()) {
            case ABSENT -> edits.prepend(document.root(), "stream_options", INCLUDE_USAGE);
            case NULL -> edits.set(options, INCLUDE_USAGE);
            case OBJECT -> {
                JsonNode included = options.get("include_usage");
                if (included.is(Kind.ABSENT)) {
                    edits.prepend(options, "include_usage", TRUE);
                } else if (!included.isTrue()) {
                    edits.set(included, TRUE);
                }
            }
            default -> {
                // Not valid; left to the upstream to refuse.
            }
        }
        return new UpstreamChatRequest(edits.write(), isUsageWanted(options));
    }

    /**
     * Leaves a request as it is.
     */
    public static UpstreamChatRequest asItIs(byte[] body) {
        return new UpstreamChatRequest(body, isUsageWanted(parsed(body).root().get("stream_options")));
    }

    /**
     * Adapts a request for an upstream that refuses unknown fields: removes {@code stream_options}, since it reports
     * the usage in any case, and renames {@code max_completion_tokens} to {@code max_tokens}.
     */
    public static UpstreamChatRequest forStrictUpstream(byte[] body) {
        JsonDocument document = parsed(body);
        JsonNode root = document.root();
        JsonEdits edits = JsonEdits.of(document).remove(root, "stream_options");
        JsonNode limit = root.get("max_completion_tokens");
        JsonNode formerLimit = root.get("max_tokens");
        if (!formerLimit.is(Kind.ABSENT) && !formerLimit.is(Kind.NULL)) {
            edits.remove(root, limit);
        } else if (!limit.is(Kind.ABSENT)) {
            edits.rename(limit, "max_tokens");
        }
        return new UpstreamChatRequest(edits.write(), isUsageWanted(root.get("stream_options")));
    }

    private static boolean isUsageWanted(JsonNode options) {
        return options.get("include_usage").isTrue();
    }

    /** Throws {@link ErrorKind#INVALID_REQUEST} for what is not a JSON object. */
    private static JsonDocument parsed(byte[] body) {
        try {
            JsonDocument document = JsonDocument.parse(body);
            document.root().require(Kind.OBJECT);
            return document;
        } catch (JsonException e) {
            throw new ProviderException(
                    ErrorKind.INVALID_REQUEST, "The request is not a valid JSON object: " + e.getMessage(), e);
        }
    }

    private static byte[] ascii(String json) {
        return json.getBytes(StandardCharsets.US_ASCII);
    }
}
