package dev.sluice.provider.testkit.copilot;

import dev.sluice.provider.testkit.http.Response;

/** A request violated a rule of the service; carries the error reply. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Response response;

    RefusedException(Response response) {
        super("refused with " + response.status(), null, false, false);
        this.response = response;
    }

    Response response() {
        return response;
    }
}
