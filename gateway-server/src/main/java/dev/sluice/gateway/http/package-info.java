/**
 * What every request has, whatever it asks: its id, who may send it, its body, its answer or error, its line in the
 * log. Knows no API: how one puts errors and limits is behind {@link dev.sluice.gateway.http.ApiFormat}.
 */
package dev.sluice.gateway.http;
