package dev.sluice.dialects.messages;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;

/** Makes the failure of a request that models of this dialect can't be asked. */
final class Refused {
    private Refused() {}

    /** Takes a sentence that says what is asked for and what to do. */
    static ProviderException because(String why) {
        return new ProviderException(ErrorKind.INVALID_REQUEST, why);
    }
}
