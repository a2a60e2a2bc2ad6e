/**
 * Handles every request, whatever its API: id, access, body, reply or error, and log line. Knows no API:
 * {@link dev.sluice.gateway.http.ApiFormat} hides its format of errors and limits.
 */
package dev.sluice.gateway.http;
