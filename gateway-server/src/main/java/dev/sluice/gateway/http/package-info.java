/**
 * What every request has, whatever it asks: its id, who may send it, its body, its answer or error, its line in the
 * log. Knows no dialect but the shape of an error, which is OpenAI's.
 */
package dev.sluice.gateway.http;
