package dev.sluice.upstream;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Describes failures of upstreams: which, when and by which limit; never a path, query or header. */
final class ConnectionFailures {
    private ConnectionFailures() {}

    static ProviderException cancelled(Origin origin, @Nullable Throwable cause) {
        ProviderException.Builder builder =
                ProviderException.builder(ErrorKind.CANCELLED, "the call to " + origin + " was cancelled");
        return cause == null ? builder.build() : builder.cause(cause).build();
    }

    static ProviderException connectTimeout(Origin origin, ConnectAttempt.Step step, Duration limit, Throwable cause) {
        return new ProviderException(
                ErrorKind.UPSTREAM_TIMEOUT,
                "could not connect to " + origin + " within " + Times.text(limit) + ", still " + step.text(),
                cause);
    }

    static ProviderException connecting(Origin origin, ConnectAttempt.Step step, Duration limit, IOException cause) {
        return switch (cause) {
            case SocketTimeoutException e -> connectTimeout(origin, step, limit, e);
            case UnknownHostException e -> unavailable(origin + ": unknown host - is the network up?", e);
            case NoRouteToHostException e ->
                unavailable("could not connect to " + origin + ": no route to it - is the network up?", e);
            case ConnectException e -> unavailable("could not connect to " + origin + ": " + reason(e), e);
            case ProxyRefusalException e ->
                unavailable("could not connect to " + origin + ": the proxy replied " + e.getMessage() + wanted(e), e);
            default ->
                step == ConnectAttempt.Step.TLS
                        ? handshake(origin, cause)
                        : unavailable("could not connect to " + origin + ": " + reason(cause), cause);
        };
    }

    private static String wanted(ProxyRefusalException refusal) {
        boolean unauthorized = String.valueOf(refusal.getMessage()).startsWith("407");
        return unauthorized ? " - name it as http://user:password@host:port in HTTPS_PROXY" : "";
    }

    private static ProviderException handshake(Origin origin, IOException cause) {
        if (!(cause instanceof SSLException)) {
            return unavailable(origin + " closed the connection during the TLS handshake", cause);
        }
        if (find(cause, CertificateExpiredException.class) != null) {
            return unavailable(
                    "the certificate of " + origin + " has expired - or this machine's clock is wrong", cause);
        }
        if (find(cause, CertificateNotYetValidException.class) != null) {
            return unavailable(
                    "the certificate of " + origin + " is not valid yet - is this machine's clock right?", cause);
        }
        if (find(cause, CertPathBuilderException.class) != null
                || find(cause, CertPathValidatorException.class) != null) {
            return unavailable(
                    "the certificate of " + origin + " is not trusted - where a company proxy inspects TLS, import its"
                            + " CA certificate into a trust store and name that by -Djavax.net.ssl.trustStore",
                    cause);
        }
        CertificateException unacceptable = find(cause, CertificateException.class);
        if (unacceptable != null) {
            return unavailable("the certificate of " + origin + " is not acceptable: " + reason(unacceptable), cause);
        }
        return unavailable("the TLS handshake with " + origin + " failed: " + reason(cause), cause);
    }

    static ProviderException sendTimeout(Origin origin, Duration limit, Throwable cause) {
        return new ProviderException(
                ErrorKind.UPSTREAM_TIMEOUT,
                origin + " accepted no more of the request for " + Times.text(limit),
                cause);
    }

    static ProviderException answering(Origin origin, Duration limit, IOException cause) {
        if (find(cause, SocketTimeoutException.class) != null) {
            return new ProviderException(
                    ErrorKind.UPSTREAM_TIMEOUT, origin + " did not answer within " + Times.text(limit), cause);
        }
        return unavailable("the connection to " + origin + " ended without a reply", cause);
    }

    static ProviderException receiving(Origin origin, Duration limit, IOException cause) {
        if (find(cause, SocketTimeoutException.class) != null) {
            return new ProviderException(
                    ErrorKind.UPSTREAM_TIMEOUT, origin + " sent nothing more for " + Times.text(limit), cause);
        }
        if (cause instanceof ReplyFormatException) {
            return protocol(origin, cause.getMessage(), cause);
        }
        String how = cause instanceof EOFException ? "" : ": " + reason(cause);
        return unavailable("the reply of " + origin + " was cut off" + how, cause);
    }

    static ProviderException protocol(Origin origin, @Nullable String what, Throwable cause) {
        return new ProviderException(
                ErrorKind.UPSTREAM_PROTOCOL, origin + " sent a malformed HTTP reply: " + what, cause);
    }

    private static ProviderException unavailable(String message, Throwable cause) {
        return new ProviderException(ErrorKind.UPSTREAM_UNAVAILABLE, message, cause);
    }

    private static String reason(Exception cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank()
                ? cause.getClass().getSimpleName()
                : message.toLowerCase(Locale.ROOT);
    }

    private static <T extends Throwable> @Nullable T find(Throwable thrown, Class<T> type) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }
}
