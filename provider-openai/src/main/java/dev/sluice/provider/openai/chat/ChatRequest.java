package dev.sluice.provider.openai.chat;

import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import dev.sluice.json.JsonSpan;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import org.jspecify.annotations.Nullable;

/** A chat request as it is sent: a stream is asked to tell what it cost. Everything else stays as the caller wrote it. */
public final class ChatRequest {
    private static final String ASK = "{\"include_usage\":true}";

    private final byte[] body;
    private final JsonEdits edits;
    private final boolean strict;
    private int start;
    private boolean empty;
    private @Nullable Member options;
    private @Nullable Member outputLimit;
    private boolean formerLimit;
    private boolean usageWanted;

    private ChatRequest(byte[] body, boolean strict) {
        this.body = body;
        this.strict = strict;
        this.edits = JsonEdits.of(body);
    }

    /**
     * Makes a request tell what its stream costs.
     *
     * @param body the caller's request, which asks for a stream
     * @return the request to send
     * @throws ProviderException with {@link ErrorKind#INVALID_REQUEST} if it is not a JSON object
     */
    public static ChatRequest askingForUsage(byte[] body) {
        ChatRequest request = read(body, false);
        request.ask();
        return request;
    }

    /**
     * Leaves a request as it is.
     *
     * @param body the caller's request
     * @return the request to send
     */
    public static ChatRequest asItIs(byte[] body) {
        return read(body, false);
    }

    /**
     * Takes away what an upstream refuses that takes no field it does not know: {@code stream_options}, since it tells
     * the usage unasked, and the newer name of {@code max_tokens}.
     *
     * @param body the caller's request
     * @return the request to send
     * @throws ProviderException with {@link ErrorKind#INVALID_REQUEST} if it is not a JSON object
     */
    public static ChatRequest forStrictUpstream(byte[] body) {
        ChatRequest request = read(body, true);
        request.strip();
        return request;
    }

    /**
     * Returns what to send.
     *
     * @return the caller's own array if nothing changed
     */
    public byte[] body() {
        return edits.apply();
    }

    /**
     * Tells whether a stream is to close with a chunk of its own about the tokens used.
     *
     * @return true if the caller asked for it
     */
    public boolean usageWanted() {
        return usageWanted;
    }

    private static ChatRequest read(byte[] body, boolean strict) {
        try {
            ChatRequest request = new ChatRequest(body, strict);
            request.members();
            return request;
        } catch (JsonException e) {
            throw new ProviderException(
                    ErrorKind.INVALID_REQUEST, "the request is not the JSON it should be: " + e.getMessage(), e);
        }
    }

    private void members() {
        JsonReader json = JsonReader.of(body);
        json.beginObject();
        start = json.position();
        empty = !json.hasNext();
        int before = start;
        while (json.hasNext()) {
            int name = json.position();
            String key = json.nextName();
            Kind kind = json.peek();
            JsonSpan value = json.nextSpan();
            Member member = new Member(before, name, value, kind);
            switch (key) {
                case "stream_options" -> {
                    options = member;
                    usageWanted = kind == Kind.OBJECT && Options.of(body, value).wanted();
                }
                case "max_completion_tokens" -> outputLimit = member;
                case "max_tokens" -> formerLimit = kind != Kind.NULL;
                default -> {
                    // Passes through.
                }
            }
            before = value.end();
        }
        json.endObject();
    }

    private void ask() {
        Member given = options;
        if (given == null) {
            edits.insert(start, "\"stream_options\":" + ASK + (empty ? "" : ","));
        } else if (given.kind == Kind.NULL) {
            edits.replace(given.value, ASK);
        } else if (given.kind == Kind.OBJECT && !usageWanted) {
            Options.of(body, given.value).ask(edits);
        }
    }

    private void strip() {
        Member given = options;
        if (given != null) {
            remove(given);
        }
        Member limit = outputLimit;
        if (strict && limit != null && formerLimit) {
            remove(limit);
        } else if (limit != null) {
            edits.replace(
                    new JsonSpan(limit.name, limit.name + "\"max_completion_tokens\"".length()), "\"max_tokens\"");
        }
    }

    /** With the comma before it, or, for the first, the one behind it. */
    private void remove(Member member) {
        boolean first = member.before == start;
        int end = member.value.end();
        if (first) {
            while (end < body.length && (body[end] == ',' || Character.isWhitespace(body[end]))) {
                end++;
                if (body[end - 1] == ',') {
                    break;
                }
            }
        }
        edits.remove(new JsonSpan(first ? member.name : member.before, end));
    }

    /**
     * A member of the request.
     *
     * @param before where what stands before it ends
     * @param name where its name begins
     */
    private record Member(int before, int name, JsonSpan value, Kind kind) {}

    /** The options of a stream. */
    private record Options(
            int start, boolean empty, @Nullable JsonSpan given, boolean wanted) {

        static Options of(byte[] body, JsonSpan object) {
            JsonReader json = JsonReader.of(body, object);
            JsonSpan given = null;
            boolean wanted = false;
            json.beginObject();
            int start = json.position();
            boolean empty = !json.hasNext();
            while (json.hasNext()) {
                if (json.nextName().equals("include_usage")) {
                    Kind kind = json.peek();
                    given = json.nextSpan();
                    wanted = kind == Kind.BOOLEAN && body[given.start()] == 't';
                } else {
                    json.skipValue();
                }
            }
            json.endObject();
            return new Options(start, empty, given, wanted);
        }

        void ask(JsonEdits edits) {
            if (given != null) {
                edits.replace(given, "true");
            } else {
                edits.insert(start, "\"include_usage\":true" + (empty ? "" : ","));
            }
        }
    }
}
