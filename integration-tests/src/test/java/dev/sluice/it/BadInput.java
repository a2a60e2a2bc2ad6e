package dev.sluice.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.BiFunction;

/** What clients send by mistake or ill will: a change to a good request, and what the answer should blame. */
enum BadInput {
    CUT("", (api, model) -> api.request(model).replaceFirst("(?s)...$", "").getBytes(UTF_8)),
    NO_OBJECT("", (api, model) -> "[]".getBytes(UTF_8)),
    NO_BODY("", (api, model) -> new byte[0]),
    NO_TEXT("", (api, model) -> new byte[] {0, (byte) 0xFF, (byte) 0xFE}),
    BROKEN_UTF8(
            "", (api, model) -> api.request(model).replace("Hello", "\u00C3(").getBytes(ISO_8859_1)),
    OVERLONG_UTF8(
            "",
            (api, model) -> api.request(model).replace("Hello", "\u00C0\u00AF").getBytes(ISO_8859_1)),
    ABSURD_NESTING("", (api, model) -> api.with(model, "\"x\":" + "[".repeat(100_000) + "]".repeat(100_000))),
    TURNS_OF_A_WRONG_TYPE("turns", (api, model) -> api.turns(model, "{}")),
    TURN_THAT_IS_NULL("turns[0]", (api, model) -> api.turns(model, "[null]")),
    UNKNOWN_ROLE(
            "turns[0].role",
            (api, model) -> api.request(model).replace("\"user\"", "\"critic\"").getBytes(UTF_8)),
    TEXT_FOR_A_NUMBER("temperature", (api, model) -> api.temperature(model, "\"hot\"")),
    HUGE_NUMBER("temperature", (api, model) -> api.temperature(model, "1e999999999")),
    TOOLS_OF_A_WRONG_TYPE("tools", (api, model) -> api.with(model, "\"tools\":\"all\"")),
    RESULT_WITHOUT_A_CALL("result", (api, model) -> api.turns(model, api.resultWithoutCall())),
    PICTURE_THAT_IS_NONE("picture", (api, model) -> api.turns(model, api.picture("no!"))),
    STREAM_AS_A_TEXT("stream", (api, model) -> api.with(model, "\"stream\":\"yes\"")),
    TWO_MODELS("model", (api, model) -> api.with(model, "\"model\":\"another\"")),
    TWO_STREAMS("stream", (api, model) -> api.with(model, "\"stream\":false,\"stream\":true"));

    /** Which of a caller's fields is to blame; empty if it is the whole. */
    private final String blamed;

    @SuppressWarnings("ImmutableEnumChecker") // Functions of what they are given.
    private final BiFunction<CallerApi, String, byte[]> body;

    BadInput(String blamed, BiFunction<CallerApi, String, byte[]> body) {
        this.blamed = blamed;
        this.body = body;
    }

    String blamed() {
        return blamed;
    }

    /** Whether it is the gateway that finds it, whichever dialect the model speaks. */
    boolean foundBeforeTheModel() {
        return blamed.isEmpty() || blamed.equals("stream") || blamed.equals("model");
    }

    /** A request with the mistake in it. */
    byte[] of(CallerApi api, String model) {
        return body.apply(api, model);
    }
}
