/**
 * What stands between a client's socket and the HTTP server. It notices that a client left while its
 * request is waited for, closes connections whose clients are too slow, and lets HTTP/1.0 clients in.
 * The server does none of this by itself: a silent client would hold its connection forever, and an
 * upstream call would go on for a client that is gone.
 */
package dev.sluice.gateway.connection;
