package dev.sluice.provider.copilot.errors;

import dev.sluice.provider.ErrorKind;
import java.time.Duration;

/**
 * What a refusal means.
 *
 * @param kind what went wrong
 * @param code what a program may test; empty to keep the upstream's
 * @param parameter the field to blame where the upstream names none; empty for none
 * @param advice what to do, a sentence or two
 * @param patience how long to wait where the answer does not say; zero if that is not known
 */
record ErrorClass(ErrorKind kind, String code, String parameter, String advice, Duration patience) {
    /** Stands for the field that holds what the model is asked, which depends on the path. */
    static final String PROMPT = "*prompt*";

    static ErrorClass of(ErrorKind kind, String code, String advice) {
        return new ErrorClass(kind, code, "", advice, Duration.ZERO);
    }

    static ErrorClass of(ErrorKind kind, String code, String parameter, String advice) {
        return new ErrorClass(kind, code, parameter, advice, Duration.ZERO);
    }

    static ErrorClass waiting(ErrorKind kind, Duration patience, String advice) {
        return new ErrorClass(kind, "", "", advice, patience);
    }
}
