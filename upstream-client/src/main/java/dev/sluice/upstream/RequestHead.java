package dev.sluice.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.sluice.provider.UpstreamRequest;
import java.net.URI;

/**
 * Writes the request line and headers of a request: those given and those that HTTP requires, each checked against
 * header injection.
 */
final class RequestHead {
    private static final String NOT_IN_TOKENS = "()<>@,;:\\\"/[]?={}";

    private final UpstreamRequest request;
    private final Connection connection;
    private final StringBuilder head = new StringBuilder(1024);
    private boolean host;

    private RequestHead(UpstreamRequest request, Connection connection) {
        this.request = request;
        this.connection = connection;
    }

    /** Throws IllegalArgumentException if a header cannot be written as HTTP. */
    static byte[] of(UpstreamRequest request, Connection connection) {
        return new RequestHead(request, connection).write();
    }

    private byte[] write() {
        requestLine();
        request.headers().forEach(this::header);
        if (!host) {
            line("Host", connection.origin().authority());
        }
        ProxyHop proxy = connection.forwardProxy();
        if (proxy != null && proxy.authorization() != null) {
            line("Proxy-Authorization", proxy.authorization());
        }
        request.body().ifPresent(body -> line("Content-Length", Integer.toString(body.length)));
        return head.append("\r\n").toString().getBytes(ISO_8859_1);
    }

    private void requestLine() {
        head.append(request.method()).append(' ');
        if (connection.forwardProxy() != null) {
            Origin origin = connection.origin();
            head.append(origin.secure() ? "https://" : "http://")
                    .append(origin.host())
                    .append(':')
                    .append(origin.port());
        }
        URI uri = ascii(request.uri());
        String path = uri.getRawPath();
        head.append(path.isEmpty() ? "/" : path);
        if (uri.getRawQuery() != null) {
            head.append('?').append(uri.getRawQuery());
        }
        head.append(" HTTP/1.1\r\n");
    }

    private static URI ascii(URI uri) {
        String whole = uri.getRawSchemeSpecificPart();
        for (int i = 0; i < whole.length(); i++) {
            if (whole.charAt(i) >= 128) {
                return URI.create(uri.toASCIIString());
            }
        }
        return uri;
    }

    private void header(String name, String value) {
        if (name.equals("content-length")) {
            // Written from the body's own length.
            return;
        }
        host |= name.equals("host");
        checkName(name);
        checkValue(name, value);
        line(name, value);
    }

    private void line(String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private static void checkName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c >= 127 || NOT_IN_TOKENS.indexOf(c) >= 0) {
                throw new IllegalArgumentException("not a header's name");
            }
        }
    }

    private static void checkValue(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 127) {
                throw new IllegalArgumentException("the value of header " + name + " holds a control character");
            }
        }
    }
}
