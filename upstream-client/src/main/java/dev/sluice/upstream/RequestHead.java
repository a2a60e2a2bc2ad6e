package dev.sluice.upstream;

import dev.sluice.provider.UpstreamRequest;
import io.helidon.common.uri.UriInfo;
import io.helidon.common.uri.UriPath;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.webclient.api.ClientRequestBase;
import io.helidon.webclient.api.ClientUri;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.api.WebClientServiceRequest;
import io.helidon.webclient.api.WebClientServiceResponse;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientRequest;
import io.helidon.webclient.spi.WebClientService;
import java.net.URI;

/** Prepares requests for Helidon's HTTP/1.1 client, with what the caller gave and nothing that HTTP does not need. */
final class RequestHead {
    static final int MAX_STATUS_LINE = 1024;
    static final int MAX_HEADERS = 64 * 1024;

    private final Http1Client client = Http1Client.create(config -> config.followRedirects(false)
            .sendExpectContinue(false)
            .proxy(Proxy.noProxy())
            .servicesDiscoverServices(false)
            .addService(RequestHead::withoutUserAgent)
            // Bodies are decoded by us; Helidon would read ahead for it.
            .contentEncoding(ContentEncodingContext.builder()
                    .contentEncodingsDiscoverServices(false)
                    .build())
            .protocolConfig(protocol -> protocol.maxHeaderSize(MAX_HEADERS)
                    .maxStatusLineLength(MAX_STATUS_LINE)
                    // Requests carry credentials.
                    .log(log -> log.sendLog(false).receiveLog(false))));

    Http1ClientRequest prepare(UpstreamRequest request, Connection connection, Wire wire) {
        Http1ClientRequest prepared = client.method(Method.create(request.method()))
                .uri(ClientUri.create(exactly(request.uri(), connection.origin())))
                .connection(wire);
        prepared.headers(headers -> {
            request.headers().forEach((name, value) -> headers.add(HeaderNames.create(name), value));
            headers.setIfAbsent(
                    HeaderValues.create(HeaderNames.HOST, connection.origin().authority()));
        });
        ProxyHop reader = connection.reader();
        if (reader != null) {
            String authorization = reader.authorization();
            if (authorization != null) {
                prepared.header(HeaderNames.PROXY_AUTHORIZATION, authorization);
            }
            prepared.proxy(Proxy.builder()
                    .type(Proxy.ProxyType.HTTP)
                    .host(connection.origin().host())
                    .build());
        }
        return prepared;
    }

    /**
     * Helidon takes a query apart, which changes its order, and decodes the path, which changes what it
     * names. What it was told to be a raw path it leaves as it is.
     */
    private static UriInfo exactly(URI uri, Origin origin) {
        URI ascii =
                uri.getRawSchemeSpecificPart().chars().allMatch(c -> c < 128) ? uri : URI.create(uri.toASCIIString());
        String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        String target = ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
        return UriInfo.builder()
                .scheme(origin.secure() ? "https" : "http")
                .host(origin.host())
                .port(origin.port())
                .path(UriPath.create(target))
                .build();
    }

    /** Who calls is the provider's to say; Helidon names itself where nobody is named. */
    private static WebClientServiceResponse withoutUserAgent(
            WebClientService.Chain chain, WebClientServiceRequest request) {
        if (request.headers().contains(ClientRequestBase.USER_AGENT_HEADER)) {
            request.headers().remove(HeaderNames.USER_AGENT);
        }
        return chain.proceed(request);
    }
}
