/** The log on the console: a line of text or of JSON for each record. The one place that knows java.util.logging. */
package dev.sluice.gateway.logging;
