package dev.sluice.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/** What clients send by mistake or ill will: a change to a good request, and what the answer should blame. */
enum BadInput {
    CUT("") {
        @Override
        byte[] of(CallerApi api, String model) {
            String good = api.request(model);
            return good.substring(0, good.length() - 3).getBytes(UTF_8);
        }
    },
    NO_OBJECT("") {
        @Override
        byte[] of(CallerApi api, String model) {
            return "[]".getBytes(UTF_8);
        }
    },
    NO_BODY("") {
        @Override
        byte[] of(CallerApi api, String model) {
            return new byte[0];
        }
    },
    NO_TEXT("") {
        @Override
        byte[] of(CallerApi api, String model) {
            return new byte[] {0, (byte) 0xFF, (byte) 0xFE};
        }
    },
    BROKEN_UTF8("") {
        @Override
        byte[] of(CallerApi api, String model) {
            return api.request(model).replace("Hello", "\u00C3(").getBytes(ISO_8859_1);
        }
    },
    OVERLONG_UTF8("") {
        @Override
        byte[] of(CallerApi api, String model) {
            return api.request(model).replace("Hello", "\u00C0\u00AF").getBytes(ISO_8859_1);
        }
    },
    ABSURD_NESTING("") {
        @Override
        byte[] of(CallerApi api, String model) {
            return api.with(model, "\"x\":" + "[".repeat(100_000) + "]".repeat(100_000));
        }
    },
    TURNS_OF_A_WRONG_TYPE("turns") {
        @Override
        byte[] of(CallerApi api, String model) {
            return api.turns(model, "{}");
        }
    },
    TURN_THAT_IS_NULL("turns[0]") {
        @Override
        byte[] of(CallerApi api, String model) {
            return api.turns(model, "[null]");
        }
    },
    UNKNOWN_ROLE("turns[0].role") {
        @Override
        byte[] of(CallerApi api, String model) {
            return api.request(model).replace("\"user\"", "\"critic\"").getBytes(UTF_8);
        }
    },
    TEXT_FOR_A_NUMBER("temperature") {
        @Override
        byte[] of(CallerApi api, String model) {
            return api.temperature(model, "\"hot\"");
        }
    },
    HUGE_NUMBER("temperature") {
        @Override
        byte[] of(CallerApi api, String model) {
            return api.temperature(model, "1e999999999");
        }
    },
    TOOLS_OF_A_WRONG_TYPE("tools") {
        @Override
        byte[] of(CallerApi api, String model) {
            return api.with(model, "\"tools\":\"all\"");
        }
    },
    RESULT_WITHOUT_A_CALL("result") {
        @Override
        byte[] of(CallerApi api, String model) {
            return api.turns(model, api.resultWithoutCall());
        }
    },
    PICTURE_THAT_IS_NONE("picture") {
        @Override
        byte[] of(CallerApi api, String model) {
            return api.turns(model, api.picture("no!"));
        }
    },
    STREAM_AS_A_TEXT("stream") {
        @Override
        byte[] of(CallerApi api, String model) {
            return api.with(model, "\"stream\":\"yes\"");
        }
    },
    TWO_MODELS("model") {
        @Override
        byte[] of(CallerApi api, String model) {
            return api.with(model, "\"model\":\"another\"");
        }
    },
    TWO_STREAMS("stream") {
        @Override
        byte[] of(CallerApi api, String model) {
            return api.with(model, "\"stream\":false,\"stream\":true");
        }
    };

    /** Which of a caller's fields is to blame; empty if it is the whole. */
    private final String blamed;

    BadInput(String blamed) {
        this.blamed = blamed;
    }

    String blamed() {
        return blamed;
    }

    /** Whether it is the gateway that finds it, whichever dialect the model speaks. */
    boolean foundBeforeTheModel() {
        return blamed.isEmpty() || blamed.equals("stream") || blamed.equals("model");
    }

    abstract byte[] of(CallerApi api, String model);
}
