/**
 * Guards client connections below the HTTP server: notices disconnects while a request is handled, closes
 * connections whose clients are too slow, and translates HTTP/1.0. The server does none of this: a silent client
 * would hold its connection forever, and an upstream call would continue for a client that has disconnected.
 */
package dev.sluice.gateway.connection;
