package dev.sluice.gateway;

/** The gateway cannot start. The message says in one line why, and what to do. */
public final class GatewayStartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    GatewayStartException(String message) {
        super(message);
    }

    GatewayStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
