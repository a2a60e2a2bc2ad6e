package dev.sluice.gateway.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;

/** Whose API a caller speaks. It is told of errors in that API's way, whatever went wrong, and wherever. */
public enum ApiStyle {
    /** {@code {"error":{"message","type","param","code"}}}. */
    OPENAI {
        @Override
        public byte[] json(ErrorReply error, String requestId) {
            return error.json();
        }
    },
    /** {@code {"type":"error","error":{"type","message"},"request_id"}}. */
    ANTHROPIC {
        @Override
        public int status(ErrorReply error) {
            return AnthropicErrors.status(error);
        }

        @Override
        public byte[] json(ErrorReply error, String requestId) {
            return AnthropicErrors.json(error, requestId);
        }
    },
    /** {@code {"error":{"code","message","status","details"}}}. */
    GEMINI {
        @Override
        public byte[] json(ErrorReply error, String requestId) {
            return GeminiErrors.json(error);
        }
    };

    private static final HeaderName ANTHROPIC_VERSION = HeaderNames.create("anthropic-version");
    private static final HeaderName GOOGLE_KEY = HeaderNames.create("x-goog-api-key");
    private static final HeaderName GOOGLE_CLIENT = HeaderNames.create("x-goog-api-client");

    /**
     * Returns the status that an error is sent with.
     *
     * @param error the error
     * @return an HTTP status
     */
    public int status(ErrorReply error) {
        return error.status();
    }

    /**
     * Writes an error.
     *
     * @param error the error
     * @param requestId the request's id
     * @return UTF-8 JSON, without line breaks
     */
    public abstract byte[] json(ErrorReply error, String requestId);

    /**
     * Finds out whose API a caller speaks: by the path, and where that is of several, by headers that
     * only one vendor's SDKs send. A colon in a path is Gemini's where something is posted; it may else be a model's.
     *
     * @param method the request's method
     * @param path the request's path
     * @param headers the request's headers
     * @return OpenAI's unless something speaks for another
     */
    public static ApiStyle of(String method, String path, Headers headers) {
        boolean called = method.equals("POST") && path.startsWith("/v1/models/") && path.indexOf(':') > 0;
        if (path.startsWith("/v1beta") || called) {
            return GEMINI;
        }
        if (ofAnthropic(path) || headers.contains(ANTHROPIC_VERSION)) {
            return ANTHROPIC;
        }
        return headers.contains(GOOGLE_KEY) || headers.contains(GOOGLE_CLIENT) ? GEMINI : OPENAI;
    }

    private static boolean ofAnthropic(String path) {
        int start = path.startsWith("/v1/") ? 3 : 0;
        return path.startsWith("/messages", start) && (path.length() == start + 9 || path.charAt(start + 9) == '/');
    }
}
