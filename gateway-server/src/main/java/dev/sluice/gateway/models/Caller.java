package dev.sluice.gateway.models;

import dev.sluice.gateway.http.Exchange;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/**
 * Who is answered.
 *
 * @param request what was asked
 * @param response its response, not sent yet
 * @param exchange where the answer is noted
 */
record Caller(ServerRequest request, ServerResponse response, Exchange exchange) {}
